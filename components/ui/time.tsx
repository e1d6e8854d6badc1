"use client";

import { presentFor } from "./clock.ts";
import { cn } from "./cn.ts";
import { formatAbsolute, formatDay, formatRelative } from "./format-time.ts";
import { Tooltip } from "./tooltip.tsx";
import { useNow } from "./use-now.ts";

type TimeProps = {
  /** ISO 8601, a Date, or milliseconds since 1970. */
  at: string | number | Date;
  /** `day` for what is planned or long past: "3 Mar 2026". */
  as?: "relative" | "day";
  className?: string;
};

/** "2 min ago"; the exact moment, local and UTC, on hover and focus. */
export function Time({ at, as = "relative", className }: TimeProps) {
  const now = useNow();
  const atMs = new Date(at).getTime();
  if (Number.isNaN(atMs)) return <span className="text-faint">unknown time</span>;

  return (
    <Tooltip label={() => <ExactTime atMs={atMs} />}>
      {/* The words differ by the seconds between server and browser: React may keep the server's. */}
      <time
        dateTime={new Date(atMs).toISOString()}
        suppressHydrationWarning
        className={cn("whitespace-nowrap", className)}
      >
        {as === "day" ? formatDay(atMs) : formatRelative(atMs, presentFor(atMs, now))}
      </time>
    </Tooltip>
  );
}

function ExactTime({ atMs }: { atMs: number }) {
  return (
    <span className="grid gap-0.5 tabular-nums">
      <span>{formatAbsolute(atMs)}</span>
      <span>{formatAbsolute(atMs, "UTC")}</span>
    </span>
  );
}
