"use client";

import { useId, useState } from "react";
import { MenuPath } from "#components/setup/menu-path.tsx";
import { useDeed } from "#components/setup/use-deed.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { formatAbsolute } from "#components/ui/format-time.ts";
import { Time } from "#components/ui/time.tsx";
import { useNow } from "#components/ui/use-now.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { DomainDetail } from "#lib/email/domains/schema.ts";
import { DOMAIN_PATH } from "./domain-path.ts";

type DomainClockProps = { domain: DomainDetail; mayChange: boolean };

/** Where the 72 hours stand, and what to do next. */
export function DomainClock({ domain, mayChange }: DomainClockProps) {
  const { state, isLosing, givesUpAt, counts } = domain;
  if (state === "draft") {
    return (
      <Callout kind="info" title="SES's 72 hours are not running here">
        <p>
          Begin the verification in CXone, enter the records below at your DNS provider, then say when SES
          began to look. Look-ups come by themselves from then on.
        </p>
        {mayChange && <Start domain={domain} verb="Start the 72 hours" />}
      </Callout>
    );
  }
  if (state === "failed") return <Failed domain={domain} mayChange={mayChange} />;
  if (state === "pending" && givesUpAt) {
    return (
      <Callout kind="waiting" title={<Countdown until={givesUpAt} />}>
        {counts.verified} of {counts.required} required records are there. What is missing then makes the
        verification fail, and it has to be started again.
      </Callout>
    );
  }
  return isLosing ? (
    <Callout kind="bad" title="A record that was there has disappeared">
      Mail may be lost already. SES withdraws the domain when it stays away for 72 hours.
    </Callout>
  ) : null;
}

/** "SES gives up in 71 h 20 min". */
function Countdown({ until }: { until: string }) {
  const minutes = Math.max(0, Math.round((new Date(until).getTime() - useNow()) / 60_000));
  return (
    <span suppressHydrationWarning>
      SES gives up in {Math.floor(minutes / 60)} h {minutes % 60} min, at{" "}
      {formatAbsolute(new Date(until).getTime())}
    </span>
  );
}

function Failed({ domain, mayChange }: DomainClockProps) {
  return (
    <Callout kind="bad" title="SES has given up: the verification has to be restarted">
      <ol className="list-decimal space-y-1 pl-4">
        <li>Correct the records below at your DNS provider and look again until they are verified.</li>
        <li>
          In <MenuPath path={DOMAIN_PATH} /> restart the verification of {domain.name}. When it has to be
          removed and added again, its records are new ones: paste them here.
        </li>
        <li>Say here when you restarted it.</li>
      </ol>
      {mayChange && <Start domain={domain} verb="Restart the 72 hours" />}
    </Callout>
  );
}

/** Local time as the browser's own field writes it. */
const toField = (at: Date) =>
  new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

function Start({ domain, verb }: { domain: DomainDetail; verb: string }) {
  const id = useId();
  const { busy, problem, run } = useDeed();
  const [at, setAt] = useState("");
  const start = () =>
    run("start", () =>
      fetchJson(`/api/email/domains/${domain.id}/start`, {
        body: { version: domain.version, startedAt: (at ? new Date(at) : new Date()).toISOString() },
      }),
    );
  return (
    <form
      className="mt-3 flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <div>
        <label htmlFor={id} className="mb-1 block font-medium text-sm">
          SES began at <span className="font-normal text-muted">(empty: now)</span>
        </label>
        <input
          id={id}
          type="datetime-local"
          className="control"
          max={toField(new Date())}
          suppressHydrationWarning
          value={at}
          onChange={(event) => setAt(event.target.value)}
        />
      </div>
      <Button type="submit" variant="primary" loading={busy === "start"}>
        {verb}
      </Button>
      {domain.startedAt && (
        <p className="text-muted text-xs">
          Last start: <Time at={domain.startedAt} />
        </p>
      )}
      {problem && <ErrorState problem={problem} className="basis-full" />}
    </form>
  );
}
