"use client";

import { Popover as RadixPopover } from "radix-ui";
import type { ReactNode, RefObject } from "react";

export type PopoverBodyProps = {
  label: string;
  align: "start" | "end";
  button: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
  children: ReactNode;
};

/** The open popover. Loaded when the first one of a page is wanted (see `Popover`). */
export default function PopoverBody({ label, align, button, onClose, children }: PopoverBodyProps) {
  return (
    <RadixPopover.Root open onOpenChange={(open) => !open && onClose()}>
      <RadixPopover.Anchor asChild>
        <span aria-hidden className="pointer-events-none absolute inset-0" />
      </RadixPopover.Anchor>
      <RadixPopover.Portal>
        <RadixPopover.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-popover-content-available-height) w-72 max-w-[calc(100vw-1rem)] animate-rise overflow-y-auto rounded-md bg-surface p-3 text-ink shadow-float outline-none"
          onInteractOutside={(event) => {
            // A press on the button itself closes through the button, or it would open again at once.
            if (button.current?.contains(event.target as Node)) event.preventDefault();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            button.current?.focus();
          }}
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}
