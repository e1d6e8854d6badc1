"use client";

import MenuIcon from "lucide-react/icons/menu";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { buttonLook } from "../ui/button-look.ts";
import { Sheet } from "../ui/sheet.tsx";

/** The navigation in a sheet, for narrow windows. Closes when it has led somewhere. */
export function PhoneNav({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  const [openAt, setOpenAt] = useState<string | null>(null);
  const open = openAt === pathname;

  // Coming back to a page must not find its navigation open again.
  useEffect(() => {
    if (openAt !== null && !open) setOpenAt(null);
  }, [openAt, open]);

  return (
    <>
      <button
        type="button"
        aria-label="Open navigation"
        aria-haspopup="dialog"
        className={buttonLook({ variant: "ghost", square: true })}
        onClick={() => setOpenAt(pathname)}
      >
        <MenuIcon aria-hidden />
      </button>
      <Sheet
        side="left"
        title="Patchbay"
        open={open}
        onOpenChange={(wanted) => setOpenAt(wanted ? pathname : null)}
      >
        {children}
      </Sheet>
    </>
  );
}
