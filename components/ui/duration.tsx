import { cn } from "./cn.ts";
import { formatDuration } from "./format-time.ts";

/** A span of time in words: "312 ms", "1 min 12 s". In: milliseconds. */
export function Duration({ ms, className }: { ms: number; className?: string }) {
  return <span className={cn("whitespace-nowrap tabular-nums", className)}>{formatDuration(ms)}</span>;
}
