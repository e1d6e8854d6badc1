"use client";

import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import { useNow } from "#components/ui/use-now.ts";
import type { AuditAnchor, AuditCheck } from "#lib/audit/schema.ts";

/** The chain is walked every six hours by itself: an older verdict means that the worker does not run. */
const STALE_AFTER_MS = 24 * 3_600_000;

const count = new Intl.NumberFormat("en-GB");

/** The verdict of the last walk in one line, with its time; an old one is never green. */
export function AuditIntegrity({ verdict, running }: AuditCheck) {
  const now = useNow();
  if (running) {
    const { rows, total } = running;
    return (
      <State kind="running">
        {total > 0 ? `Verifying: ${count.format(rows)} of ${count.format(total)} rows` : "Verifying"}
      </State>
    );
  }
  if (!verdict) return <State kind="unknown">Not verified yet</State>;
  const { ok, rows, anchor, checkedAt, damages } = verdict;
  const stale = now - Date.parse(checkedAt) > STALE_AFTER_MS;
  const rowWord = rows === 1 ? "row" : "rows";
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      {!ok ? (
        <State kind="bad">{damages[0]?.seq ? `Damaged at row ${damages[0].seq}` : "Damaged"}</State>
      ) : stale ? (
        <State kind="unknown">
          Stale: was whole with {count.format(rows)} {rowWord}
        </State>
      ) : (
        <State kind="good">
          Whole: {count.format(rows)} {rowWord}
        </State>
      )}
      <span>
        verified <Time at={checkedAt} />
      </span>
      <Anchored anchor={anchor} />
    </span>
  );
}

function Anchored({ anchor }: { anchor: AuditAnchor | null }) {
  if (!anchor) return <span>not anchored outside the database yet</span>;
  return (
    <>
      <span>
        anchored outside the database up to row {count.format(anchor.seq)}, since{" "}
        <Time at={anchor.since} as="day" />
      </span>
      {anchor.lost && (
        <State kind="warning">
          An older file of anchors is gone: it went up to row {count.format(anchor.lost.seq)}
        </State>
      )}
    </>
  );
}
