import { cn } from "./cn.ts";

/** A grey stand-in of the size of what will come. Appears after 300 ms, like the spinner. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden className={cn("block animate-late", className)}>
      <span className="block h-full min-h-4 animate-pulse-slow rounded-md bg-hover" />
    </span>
  );
}

/** Several lines of it, the last one shorter. */
export function SkeletonLines({ lines = 3, className }: { lines?: number; className?: string }) {
  return (
    <div role="status" className={cn("space-y-2", className)}>
      <span className="sr-only">Loading</span>
      {[...Array(lines).keys()].map((line) => (
        <Skeleton key={line} className={line === lines - 1 ? "w-2/3" : "w-full"} />
      ))}
    </div>
  );
}
