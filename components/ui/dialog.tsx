"use client";

import { lazy, type ReactNode, Suspense } from "react";
import type { DialogPlace } from "./dialog-body.tsx";

const DialogBody = lazy(() => import("./dialog-body.tsx"));

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** Keeps the title for screen readers only. */
  titleHidden?: boolean;
  description?: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  wide?: boolean;
  children?: ReactNode;
};

/**
 * A modal dialog: traps the focus, closes on Escape and outside press, gives the focus back to what had it. Its machinery
 * (13 kB) is loaded when it opens first, and its children are mounted only while it is open.
 */
export function Dialog({ wide = false, ...props }: DialogProps) {
  return <LazyDialog place={wide ? "wide" : "centre"} {...props} />;
}

export function LazyDialog({ open, ...props }: Omit<DialogProps, "wide"> & { place: DialogPlace }) {
  if (!open) return null;
  return (
    <Suspense fallback={null}>
      <DialogBody {...props} />
    </Suspense>
  );
}
