"use client";

import { type DialogProps, LazyDialog } from "./dialog.tsx";

type SheetProps = Omit<DialogProps, "wide"> & {
  /** The edge it comes from. */
  side?: "left" | "right";
};

/** A dialog at the edge of the window: details beside a list, navigation and docs on a phone. */
export function Sheet({ side = "right", ...props }: SheetProps) {
  return <LazyDialog place={side} {...props} />;
}
