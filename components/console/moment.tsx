import { formatAbsolute } from "#components/ui/format-time.ts";
import { Time } from "#components/ui/time.tsx";

/** A moment to the second, in UTC as logs of other systems have it, and how long ago that was. */
export function Moment({ at }: { at: string }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <span className="tabular-nums">{formatAbsolute(Date.parse(at), "UTC")}</span>
      <Time at={at} className="text-muted" />
    </span>
  );
}
