import { State } from "#components/ui/state.tsx";
import { resultInWords, verdictInWords } from "#lib/deliveries/mapping.ts";
import type { DeliveryView } from "#lib/deliveries/schema.ts";

type MarkProps = {
  delivery: Pick<DeliveryView, "verdict" | "times" | "result" | "attempts">;
  pill?: boolean;
};

/** What the bridge thought of a call, and how many of them the row stands for. */
export function VerdictMark({ delivery: { verdict, times }, pill }: MarkProps) {
  const { kind, word } = verdictInWords(verdict);
  return (
    <State kind={kind} pill={pill}>
      {word}
      {times > 1 && <span className="tabular-nums"> × {times}</span>}
    </State>
  );
}

/** What became of a delivery; nothing for a call that is not carried out by itself. */
export function ResultMark({ delivery: { result, attempts }, pill }: MarkProps) {
  if (!result) {
    return (
      <span className="text-faint">
        <span aria-hidden>–</span>
        <span className="sr-only">Not carried out</span>
      </span>
    );
  }
  const { kind, word } = resultInWords(result);
  const failing = result === "waiting" && attempts > 0;
  return (
    <State kind={failing ? "warning" : kind} pill={pill}>
      {failing ? "Failing, tried again" : word}
    </State>
  );
}
