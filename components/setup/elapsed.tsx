"use client";

import { useEffect, useState } from "react";
import { formatDuration } from "../ui/format-time.ts";

/** Whole seconds since then, counting. */
export function Elapsed({ since }: { since: string }) {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.floor((nowMs - Date.parse(since)) / 1_000));
  return (
    <span suppressHydrationWarning className="tabular-nums">
      {seconds === 0 ? "0 s" : formatDuration(seconds * 1_000)}
    </span>
  );
}
