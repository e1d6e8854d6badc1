import { cn } from "./cn.ts";

type CounterProps = { used: number; limit: number; unit?: string; className?: string };

/** `12/30`, `18.2/40 MB`. Turns bad beyond the limit; the words say by how much. */
export function Counter({ used, limit, unit, className }: CounterProps) {
  const over = used > limit;
  return (
    <span className={cn("text-xs tabular-nums", over ? "font-medium text-bad" : "text-faint", className)}>
      {used}/{limit}
      {unit && ` ${unit}`}
      {over && <span className="sr-only"> {used - limit} too many</span>}
    </span>
  );
}
