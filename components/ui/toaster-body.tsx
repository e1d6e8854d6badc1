"use client";

import CircleCheck from "lucide-react/icons/circle-check";
import CircleX from "lucide-react/icons/circle-x";
import Info from "lucide-react/icons/info";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Toaster as Sonner, toast as sonner } from "sonner";
import { takeOverToasts } from "./toast.ts";

const showMs = 6_000;

const icons = {
  success: <CircleCheck aria-hidden className="size-4 text-good" />,
  error: <CircleX aria-hidden className="size-4 text-bad" />,
  info: <Info aria-hidden className="size-4 text-muted" />,
};

/** Sonner in our clothes. */
export default function ToasterBody() {
  const router = useRouter();

  useEffect(
    () =>
      takeOverToasts(({ kind, title, description, link }) => {
        const tell = { good: sonner.success, bad: sonner.error, info: sonner.info }[kind];
        tell(title, {
          description,
          action: link && { label: link.label, onClick: () => router.push(link.href) },
        });
      }),
    [router],
  );

  return (
    <Sonner
      position="bottom-right"
      duration={showMs}
      icons={icons}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-2.5 rounded-md bg-surface px-3 py-2.5 text-sm text-ink shadow-float",
          icon: "mt-0.5",
          content: "min-w-0 flex-1",
          title: "font-medium",
          description: "text-muted",
          actionButton: "rounded-md px-1 font-medium text-accent-ink underline underline-offset-2",
        },
      }}
    />
  );
}
