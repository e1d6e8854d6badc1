import type { Column } from "#components/data-table/column.ts";
import { SandboxBadge } from "#components/ui/badge.tsx";
import { Id } from "#components/ui/id.tsx";
import { Time } from "#components/ui/time.tsx";
import type { LiveTransfer } from "#lib/transfers/run/schema.ts";
import { PhaseState } from "../phase-state.tsx";
import { SOURCE_WORDS } from "../reason-words.ts";

export const hiddenColumns = ["callId", "by", "source", "connection"];

/** Transfers that are under way, one row per call. */
export const liveColumns: Column<LiveTransfer>[] = [
  { id: "state", header: "State", cell: (row) => <PhaseState {...row} /> },
  {
    id: "caller",
    header: "Caller",
    fixed: true,
    cell: ({ caller, callId, connection }) => (
      <span className="flex items-center gap-2 whitespace-nowrap tabular-nums">
        {caller ?? callId}
        {connection.environment === "sandbox" && <SandboxBadge />}
      </span>
    ),
  },
  {
    id: "target",
    header: "Target",
    cell: ({ target, step, steps }) => (
      <span className="whitespace-nowrap">
        {target}{" "}
        <span className="text-muted text-xs tabular-nums">
          {step + 1} of {steps}
        </span>
      </span>
    ),
  },
  {
    id: "last",
    header: "Last",
    wideOnly: true,
    cell: ({ last }) => (
      <span className="block max-w-72 truncate text-muted" title={last ?? undefined}>
        {last ?? "Requested"}
      </span>
    ),
  },
  { id: "policy", header: "Policy", wideOnly: true, cell: ({ policy }) => policy.name },
  {
    id: "callId",
    header: "Call id",
    wideOnly: true,
    cell: ({ callId }) => <Id value={callId} label="call id" chars={12} />,
  },
  { id: "connection", header: "Connection", wideOnly: true, cell: ({ connection }) => connection.name },
  { id: "by", header: "Started by", wideOnly: true, cell: ({ startedBy }) => startedBy },
  { id: "source", header: "Started from", wideOnly: true, cell: ({ source }) => SOURCE_WORDS[source] },
  { id: "at", header: "Started", cell: ({ at }) => <Time at={at} className="text-muted" /> },
];
