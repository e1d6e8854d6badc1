"use client";

import { cn } from "./cn.ts";
import { CopyButton } from "./copy-button.tsx";
import { Tooltip } from "./tooltip.tsx";

type IdProps = {
  value: string;
  /** What kind of id: "request id". */
  label: string;
  /** Characters shown from the start; the whole id is in the tooltip and on the clipboard. */
  chars?: number;
  className?: string;
};

/** A short id in mono with its copy button. */
export function Id({ value, label, chars = 8, className }: IdProps) {
  const short = value.length > chars + 1 ? `${value.slice(0, chars)}…` : value;
  return (
    <span className={cn("inline-flex items-center gap-0.5 whitespace-nowrap", className)}>
      <Tooltip label={value} namesChild>
        <code className="text-[inherit]">
          <span aria-hidden>{short}</span>
          <span className="sr-only">{value}</span>
        </code>
      </Tooltip>
      <CopyButton value={value} label={label} compact />
    </span>
  );
}
