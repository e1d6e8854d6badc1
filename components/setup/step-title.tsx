"use client";

import { useEffect, useRef } from "react";
import { takeArrival } from "./step-arrival.ts";

/** The heading of a step. It takes the focus that the step before has lost: by keys one is at its beginning, and it is read out. */
export function StepTitle({ id, title }: { id: string; title: string | undefined }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const arrived = id !== "" && takeArrival();
    // A field of the step that asks for it keeps it.
    if (arrived && document.activeElement === document.body) heading.current?.focus();
  }, [id]);
  return (
    <h1 ref={heading} tabIndex={-1} className="text-xl tracking-tight outline-none">
      {title}
    </h1>
  );
}
