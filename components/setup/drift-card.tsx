"use client";

import NextLink from "next/link";
import { useState } from "react";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { DriftView, LookView } from "#lib/setup/schema.ts";
import { Button } from "../ui/button.tsx";
import { Section } from "../ui/card.tsx";
import { Disclosure } from "../ui/disclosure.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { State } from "../ui/state.tsx";
import { Time } from "../ui/time.tsx";
import { DriftRow } from "./drift-row.tsx";
import { IgnoreDialog } from "./ignore-dialog.tsx";
import { useDeed } from "./use-deed.ts";

type DriftCardProps = {
  /** The other system as people call it. */
  system: string;
  /** Where the server keeps the subject, such as /api/handovers/69f9…. */
  base: string;
  /** Page of the set-up: its steps are below. */
  setupPath: string;
  look: LookView;
  items: readonly DriftView[];
  /** Whether this person may decide about it. */
  mayAct: boolean;
};

/** What others changed there since the last apply, field by field, and what to do about each. */
export function DriftCard({ system, base, setupPath, look, items, mayAct }: DriftCardProps) {
  const { busy, problem, run } = useDeed();
  const [ignoring, setIgnoring] = useState<DriftView | null>(null);
  const path = `${base}/drift`;
  const open = items.filter((item) => !item.ignored);
  const ignored = items.filter((item) => item.ignored);
  const accept = ({ lineId, field }: DriftView) =>
    run(`accept ${lineId} ${field}`, () => fetchJson(`${path}/accept`, { body: { lineId, field } }));
  return (
    <Section
      title="Drift"
      note={<LookNote look={look} />}
      actions={
        mayAct && (
          <Button
            size="sm"
            loading={busy === "look"}
            onClick={() => run("look", () => fetchJson(path, { method: "POST" }))}
          >
            Check for drift now
          </Button>
        )
      }
    >
      <div aria-live="polite">
        {problem && (
          <div className="p-3">
            <ErrorState problem={problem} />
          </div>
        )}
        {open.length > 0 ? (
          <ul className="divide-y">
            {open.map((item) => (
              <DriftRow key={`${item.lineId} ${item.field}`} item={item}>
                {mayAct && (
                  <div className="mt-2 flex flex-wrap gap-2">
                    <Button asChild size="sm" variant="primary">
                      <NextLink href={`${setupPath}/${item.byHand ? item.stepId : "review"}`}>
                        {item.byHand ? "Revert by hand" : "Revert"}
                      </NextLink>
                    </Button>
                    {item.acceptable && (
                      <Button
                        size="sm"
                        loading={busy === `accept ${item.lineId} ${item.field}`}
                        onClick={() => accept(item)}
                      >
                        Accept
                      </Button>
                    )}
                    <Button size="sm" variant="ghost" onClick={() => setIgnoring(item)}>
                      Ignore
                    </Button>
                  </div>
                )}
              </DriftRow>
            ))}
          </ul>
        ) : (
          <p className="px-3 py-2 text-sm">
            {look.at ? (
              <State kind="good">{system} is as it was applied</State>
            ) : (
              <State kind="unknown">Not looked yet</State>
            )}
          </p>
        )}
        {ignored.length > 0 && (
          <div className="border-t px-3 py-2">
            <Disclosure summary={`${ignored.length} ignored`}>
              <ul className="divide-y">
                {ignored.map((item) => (
                  <DriftRow key={`${item.lineId} ${item.field}`} item={item} />
                ))}
              </ul>
            </Disclosure>
          </div>
        )}
      </div>
      {ignoring && (
        <IgnoreDialog
          item={ignoring}
          onClose={() => setIgnoring(null)}
          onIgnore={async (reason) => {
            const { lineId, field } = ignoring;
            await fetchJson(`${path}/ignore`, { body: { lineId, field, reason } });
            setIgnoring(null);
            await run("look", async () => {});
          }}
        />
      )}
    </Section>
  );
}

function LookNote({ look }: { look: LookView }) {
  if (!look.at && !look.outcome) return "Looked at every 15 minutes once it is live.";
  const late = look.outcome === "failed" || look.outcome === "skipped";
  return (
    <>
      {look.at ? (
        <>
          Last look <Time at={look.at} />
        </>
      ) : (
        "No look yet"
      )}
      {late && ` · the latest one saw nothing: ${look.message ?? "it did not answer"}`}
    </>
  );
}
