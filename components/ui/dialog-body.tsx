"use client";

import X from "lucide-react/icons/x";
import { Dialog as RadixDialog } from "radix-ui";
import { type ReactNode, useEffect, useRef } from "react";
import { cn } from "./cn.ts";
import { IconButton } from "./icon-button.tsx";

const places = {
  centre: "inset-x-4 top-[10dvh] mx-auto max-h-[80dvh] max-w-lg animate-rise rounded-md sm:inset-x-6",
  wide: "inset-x-4 top-[6dvh] mx-auto max-h-[88dvh] max-w-3xl animate-rise rounded-md sm:inset-x-6",
  right: "inset-y-0 right-0 w-[min(28rem,100vw-2rem)] animate-slide-right border-l",
  left: "inset-y-0 left-0 w-[min(18rem,100vw-3rem)] animate-slide-left border-r",
};

export type DialogPlace = keyof typeof places;

export type DialogBodyProps = {
  place: DialogPlace;
  title: string;
  titleHidden?: boolean;
  description?: ReactNode;
  footer?: ReactNode;
  onOpenChange: (open: boolean) => void;
  children?: ReactNode;
};

/** The part of a dialog or sheet that needs Radix. Loaded when the first one opens (see `Dialog`, `Sheet`). */
export default function DialogBody({
  place,
  title,
  titleHidden = false,
  description,
  footer,
  onOpenChange,
  children,
}: DialogBodyProps) {
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    // Effects of children run first, but Radix moves the focus in one of its own, after this.
    opener.current ??= document.activeElement;
  }, []);

  return (
    <RadixDialog.Root open onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <RadixDialog.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cn("fixed z-50 flex flex-col bg-surface shadow-float outline-none", places[place])}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
        >
          <div
            className={cn(titleHidden ? "sr-only" : "flex items-start justify-between gap-4 px-4 pt-3 pb-2")}
          >
            <div className="min-w-0">
              <RadixDialog.Title className="pt-1 text-lg leading-6">{title}</RadixDialog.Title>
              {description && (
                <RadixDialog.Description asChild>
                  <div className="mt-0.5 text-muted text-sm">{description}</div>
                </RadixDialog.Description>
              )}
            </div>
            {!titleHidden && (
              <IconButton label="Close" icon={<X aria-hidden />} onClick={() => onOpenChange(false)} />
            )}
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-4 pt-1 pb-4">{children}</div>
          {footer && <div className="flex flex-wrap justify-end gap-2 border-t px-4 py-3">{footer}</div>}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
