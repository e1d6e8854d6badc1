import ArrowRight from "lucide-react/icons/arrow-right";
import type { Column } from "#components/data-table/column.ts";
import { Duration } from "#components/ui/duration.tsx";
import { Id } from "#components/ui/id.tsx";
import { Time } from "#components/ui/time.tsx";
import type { TransferView } from "#lib/transfers/log/schema.ts";
import { OutcomeState } from "../outcome.tsx";
import { REASON_WORDS, SOURCE_WORDS } from "../reason-words.ts";

const none = <span className="text-faint">none</span>;

export const hiddenColumns = ["callId", "skill", "presence", "source", "actor", "connection", "note"];

/** The log of transfers, one row per call. */
export const transferColumns: Column<TransferView>[] = [
  {
    id: "outcome",
    header: "Outcome",
    cell: ({ outcome }) => <OutcomeState outcome={outcome} />,
  },
  {
    id: "caller",
    header: "Caller",
    fixed: true,
    cell: ({ caller }) => <span className="whitespace-nowrap tabular-nums">{caller ?? "not known"}</span>,
  },
  { id: "at", header: "When", cell: ({ at }) => <Time at={at} className="text-muted" /> },
  {
    id: "policy",
    header: "Policy",
    wideOnly: true,
    cell: ({ policyName }) => <Cut text={policyName} />,
  },
  { id: "way", header: "Queue, and where it ended", wideOnly: true, cell: (row) => <Way row={row} /> },
  {
    id: "reason",
    header: "Reason",
    wideOnly: true,
    cell: ({ reason, reasonText }) =>
      reason ? <Cut text={REASON_WORDS[reason] ?? reason} title={reasonText ?? undefined} /> : none,
  },
  {
    id: "agent",
    header: "Agent",
    wideOnly: true,
    cell: ({ agentName }) => (agentName ? <Cut text={agentName} /> : none),
  },
  { id: "skill", header: "Skill", wideOnly: true, cell: ({ skillName }) => skillName ?? none },
  { id: "presence", header: "Presence", wideOnly: true, cell: ({ presence }) => presence ?? none },
  {
    id: "attempts",
    header: "Attempts",
    numeric: true,
    wideOnly: true,
    cell: ({ attempts }) => attempts,
  },
  {
    id: "duration",
    header: "Took",
    numeric: true,
    wideOnly: true,
    cell: ({ durationMs }) => <Duration ms={durationMs} />,
  },
  {
    id: "callId",
    header: "Call id",
    wideOnly: true,
    cell: ({ callId }) => <Id value={callId} label="call id" chars={12} />,
  },
  {
    id: "connection",
    header: "Connection",
    wideOnly: true,
    cell: ({ connectionName }) => connectionName ?? <span className="text-faint">deleted since</span>,
  },
  { id: "source", header: "Started from", wideOnly: true, cell: ({ source }) => SOURCE_WORDS[source] },
  { id: "actor", header: "Started by", wideOnly: true, cell: ({ actor }) => <Cut text={actor.name} /> },
  {
    id: "note",
    header: "Note",
    wideOnly: true,
    cell: ({ note }) => (note ? <Cut text={note} title={note} /> : none),
  },
];

function Way({ row: { queueName, queueId, target } }: { row: TransferView }) {
  const asked = queueName ?? queueId;
  if (asked === null || asked === target) return <Cut text={target} />;
  return (
    <span className="flex items-center gap-1">
      <Cut text={asked} />
      <ArrowRight aria-hidden className="size-3.5 shrink-0 text-faint" />
      <span className="sr-only">ended in</span>
      <Cut text={target} />
    </span>
  );
}

function Cut({ text, title = text }: { text: string; title?: string | undefined }) {
  return (
    <span className="block max-w-40 truncate" title={title}>
      {text}
    </span>
  );
}
