import NextLink from "next/link";
import { Time } from "#components/ui/time.tsx";
import type { Waiting } from "#lib/email/channels/schema.ts";

/** Whom a channel waits for, and since when. `mayOpen`: whether this person may go there. */
export function WaitingList({ waiting, mayOpen }: { waiting: readonly Waiting[]; mayOpen: boolean }) {
  return (
    <ul className="grid gap-1">
      {waiting.map(({ for: whom, since, what, link }) => (
        <li key={`${link} ${what} ${since}`} className="text-sm text-waiting">
          Waits for {whom} since <Time at={since} as="day" />
          {what && (
            <span className="text-muted">
              {" · "}
              {mayOpen ? (
                <NextLink href={link} className="relative z-10 hover:underline">
                  {what}
                </NextLink>
              ) : (
                what
              )}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
