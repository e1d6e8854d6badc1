"use client";

import { Callout } from "#components/ui/callout.tsx";
import { Link } from "#components/ui/link.tsx";
import type { AsOf } from "#lib/connections/schema.ts";
import { useInBrowser } from "../ui/use-in-browser.ts";

type StaleNoteProps = Pick<AsOf<unknown>, "asOf" | "stale"> & { connectionId: string };

/** Says that CXone does not answer now and from when what is shown comes. Nothing while it answers. */
export function StaleNote({ asOf, stale, connectionId }: StaleNoteProps) {
  if (!stale) return null;
  return (
    <Callout
      kind="warning"
      role="status"
      className="mb-4"
      title={
        <>
          As of <ClockTime at={asOf} />, CXone does not answer
        </>
      }
      actions={<Link href={`/connections/${connectionId}`}>Health of the connection</Link>}
    >
      {stale.title}. {stale.detail} {stale.fix}
    </Callout>
  );
}

/** "10:41", with the day when it is not today; in UTC until the browser, which knows the viewer's zone, has taken over. */
export function ClockTime({ at }: { at: string }) {
  const inBrowser = useInBrowser();
  const timeZone = inBrowser ? undefined : "UTC";
  const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone });
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
  const moment = new Date(at);
  const today = day.format(moment) === day.format(new Date());
  return (
    <time dateTime={at} suppressHydrationWarning className="tabular-nums">
      {today ? "" : `${day.format(moment)}, `}
      {clock.format(moment)}
    </time>
  );
}
