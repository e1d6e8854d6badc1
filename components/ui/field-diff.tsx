import ArrowRight from "lucide-react/icons/arrow-right";
import { cn } from "./cn.ts";

export type FieldChange = {
  field: string;
  /** Undefined where there was nothing. */
  from?: string;
  /** Undefined where nothing will be left. */
  to?: string;
  /** Neither value is shown: "will be replaced". */
  secret?: boolean;
  /** The new value is only known once applied. */
  unknownUntilApplied?: boolean;
};

type FieldDiffProps = { changes: readonly FieldChange[]; className?: string };

/** What changes, field by field: from → to. */
export function FieldDiff({ changes, className }: FieldDiffProps) {
  return (
    <dl className={cn("grid gap-x-4 gap-y-1 text-xs sm:grid-cols-[minmax(7rem,auto)_1fr]", className)}>
      {changes.map((change) => (
        <div key={change.field} className="contents">
          <dt className="text-muted">{change.field}</dt>
          <dd className="min-w-0 break-words max-sm:mb-1">
            <Values {...change} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Values({ from, to, secret, unknownUntilApplied }: FieldChange) {
  if (secret)
    return <span className="text-warning">{from === undefined ? "will be set" : "will be replaced"}</span>;
  const next = unknownUntilApplied ? (
    <span className="text-muted italic">known after apply</span>
  ) : to === undefined ? (
    <span className="text-bad">removed</span>
  ) : (
    <ins className="rounded-xs bg-good-soft px-1 text-good no-underline">{to || "empty"}</ins>
  );
  if (from === undefined) return next;
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <del className="rounded-xs bg-bad-soft px-1 text-bad">{from || "empty"}</del>
      <ArrowRight aria-hidden className="size-3 text-faint" />
      {next}
    </span>
  );
}
