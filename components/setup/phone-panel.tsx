"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Sheet } from "../ui/sheet.tsx";

type PhonePanelProps = { label: string; title: string; side: "left" | "right"; children: ReactNode };

/** What stands beside the page on a wide window, behind a button on a narrow one. */
export function PhonePanel({ label, title, side, children }: PhonePanelProps) {
  const pathname = usePathname();
  const [openAt, setOpenAt] = useState<string | null>(null);
  return (
    <>
      <Button size="sm" aria-haspopup="dialog" onClick={() => setOpenAt(pathname)}>
        {label}
      </Button>
      <Sheet
        title={title}
        side={side}
        open={openAt === pathname}
        onOpenChange={(open) => setOpenAt(open ? pathname : null)}
      >
        {children}
      </Sheet>
    </>
  );
}
