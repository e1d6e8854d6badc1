import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Time } from "#components/ui/time.tsx";
import { hostIn } from "#lib/email/domains/mapping.ts";
import type { RecordView } from "#lib/email/domains/schema.ts";
import type { Finding } from "#lib/email/domains/state.ts";
import { FindingLook, KIND_NAMES } from "./domain-looks.tsx";

type RecordRowProps = {
  record: RecordView;
  /** The zone that hosts are relative to. */
  zone: string;
  hosts: "short" | "whole";
  onEdit?: () => void;
  onRemove?: () => void;
};

/** One record: host and value to copy, what DNS shows now, and what to do about it. */
export function RecordRow({ record, zone, hosts, onEdit, onRemove }: RecordRowProps) {
  const { kind, type, name, value, need, finding } = record;
  const what = `${KIND_NAMES[kind].name} (${type})`;
  const short = <CopyField label={`Host within ${zone}`} value={hostIn(zone, name)} />;
  const whole = <CopyField label="Whole name" value={name} />;
  const toEnter = (
    <div className="grid gap-2 sm:grid-cols-2">
      {hosts === "short" ? short : whole}
      {hosts === "short" ? whole : short}
      <Value type={type} value={value} />
    </div>
  );
  return (
    <li className="grid gap-2 p-3" data-record={name}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-medium text-sm">{KIND_NAMES[kind].name}</h3>
        <Badge>{type}</Badge>
        {need === "recommended" && <Badge tone="outline">Recommended</Badge>}
        <FindingLook
          state={value === "" ? "unset" : (finding?.state ?? null)}
          optional={need === "recommended"}
        />
        <span className="ml-auto flex gap-1">
          {onEdit && (
            <Button size="sm" variant="ghost" onClick={onEdit}>
              Change<span className="sr-only"> {what}</span>
            </Button>
          )}
          {onRemove && (
            <Button size="sm" variant="ghost" onClick={onRemove}>
              Remove<span className="sr-only"> {what}</span>
            </Button>
          )}
        </span>
      </div>
      <p className="text-muted text-xs">{KIND_NAMES[kind].why}</p>
      {value === "" ? (
        <p className="text-muted text-sm">
          SES makes this record. Copy it from CXone's page and paste it here, or remove it when that page does
          not show it.
        </p>
      ) : finding?.state === "verified" ? (
        // Nothing is left to enter.
        <Disclosure summary={<code className="break-all text-xs">{name}</code>}>{toEnter}</Disclosure>
      ) : (
        toEnter
      )}
      {finding && value !== "" && <Seen finding={finding} />}
    </li>
  );
}

/** Many pages have a field of its own for the priority of an MX. */
function Value({ type, value }: Pick<RecordView, "type" | "value">) {
  const [, priority, host] = /^(\d+) (\S+)$/.exec(value) ?? [];
  if (type !== "MX" || !priority || !host)
    return <CopyField label="Value" value={value} className="sm:col-span-2" />;
  return (
    <>
      <CopyField label="Mail server" value={host} />
      <CopyField label="Priority" value={priority} />
    </>
  );
}

function Seen({ finding }: { finding: Finding }) {
  const { state, seen, detail, fix, verifiedAt, lostAt } = finding;
  return (
    <div className="wrap-anywhere grid gap-1 text-sm">
      {seen.length > 0 && (
        <div>
          <span className="text-muted">Seen now</span>
          <ul>
            {seen.map((value) => (
              <li key={value}>
                <code className="break-all text-xs">{value}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
      {detail && <p>{detail}</p>}
      {fix && <p className="text-muted">{fix}</p>}
      {state === "verified" && verifiedAt && (
        <p className="text-muted text-xs">
          Seen since <Time at={verifiedAt} />
        </p>
      )}
      {lostAt && (
        <p className="text-bad text-xs">
          Was there, and is gone since <Time at={lostAt} />
        </p>
      )}
    </div>
  );
}
