import Hourglass from "lucide-react/icons/hourglass";
import type { ReactNode } from "react";
import { Time } from "../ui/time.tsx";

type WaitingPanelProps = {
  /** "the tenant admin", "NICE support". */
  on: string;
  since: string;
  /** What was asked of them, a ticket number. */
  note?: ReactNode;
  /** "They have done it", "Change the note". */
  actions?: ReactNode;
};

/** The set-up waits for somebody. It keeps its place for days; nothing is lost. */
export function WaitingPanel({ on, since, note, actions }: WaitingPanelProps) {
  return (
    <div className="flex gap-2.5 rounded-md border border-waiting/30 bg-waiting-soft px-3 py-2.5 text-sm">
      <Hourglass aria-hidden className="mt-0.5 size-4 shrink-0 text-waiting" />
      <div className="min-w-0 flex-1">
        <p>
          <span className="font-medium text-waiting">Waiting for {on}</span>
          <span className="text-muted">
            {" "}
            · since <Time at={since} as="day" />
          </span>
        </p>
        {note && <div className="mt-0.5 break-words">{note}</div>}
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
