import { Link } from "#components/ui/link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { HandoverView } from "#lib/handover/schema.ts";

type HandoverNumbersProps = {
  handover: HandoverView;
  today: { handovers: number; answered: number; medianWaitSeconds: number | null };
};

/** One line of figures under the cable: checks, and what happened in the last 24 hours. */
export function HandoverNumbers({ handover: { id, checks, byocSecret }, today }: HandoverNumbersProps) {
  const { handovers, answered, medianWaitSeconds } = today;
  return (
    <p className="mt-4 flex flex-wrap gap-x-6 gap-y-1 text-muted text-sm tabular-nums">
      <span>
        Checks {checks.passed + checks.warning}/{checks.total}
        {checks.failed > 0 && <span className="text-bad"> · {checks.failed} failing</span>}
        {checks.lastAt && (
          <>
            {" "}
            · last run <Time at={checks.lastAt} />
          </>
        )}
      </span>
      <span title="Requests for a person, those an agent wrote to, and the median time from the request to the agent's first message">
        Last 24 h: {handovers} {handovers === 1 ? "handover" : "handovers"} · {answered} answered
        {medianWaitSeconds !== null && ` · median wait ${waitInWords(medianWaitSeconds)}`}
      </span>
      {byocSecret?.set && (
        <span>
          Client secret set <Time at={byocSecret?.setAt} />
        </span>
      )}
      <Link href={`/conversations?handover=${id}`}>Conversations</Link>
    </p>
  );
}

const waitInWords = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, "0")}`;
