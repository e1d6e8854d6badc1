"use client";

import { Tooltip } from "#components/ui/tooltip.tsx";
import { useZone } from "../use-zone.ts";

const time = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZone,
  }).format(at);

const offset = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "shortOffset" })
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName")
    ?.value.replace("GMT", "UTC") ?? "UTC";

type ClockTimeProps = { at: string; withOffset?: boolean };

/** `14:03:22`, in the reader's zone, and with its offset where asked for; the exact moment in UTC on hover and focus. */
export function ClockTime({ at, withOffset = false }: ClockTimeProps) {
  // The server does not know the reader's zone: until the browser has taken over it is UTC, and says so.
  const zone = useZone() ?? "UTC";
  const moment = new Date(at);
  return (
    <Tooltip label={() => <span className="tabular-nums">{moment.toISOString()}</span>}>
      <time dateTime={at} className="whitespace-nowrap tabular-nums">
        {time(moment, zone)}
        {withOffset && ` (${offset(moment, zone)})`}
      </time>
    </Tooltip>
  );
}
