import { Link } from "#components/ui/link.tsx";
import { useCallsOf } from "#components/ui/request-log-address.tsx";

type Facts = Readonly<Record<string, unknown>>;

/** Names as a person reads them; others are shown as they are. */
const WORDS: Record<string, string> = {
  requestId: "Request at the contact centre",
  requestLogId: "Call",
  retryAfterMs: "Asked to wait",
  targetType: "Target type",
  targetId: "Target",
  targetName: "Name",
  transferType: "Transfer type",
  skillId: "Skill",
  skillName: "Skill name",
  timeZone: "Time zone",
};

/** What a line of the timeline was decided by: names and values, one level of lists and objects in. */
export function Seen({ facts }: { facts: Facts }) {
  const { requestLogId, ...rest } = facts;
  const calls = useCallsOf(typeof requestLogId === "string" ? requestLogId : undefined);
  return (
    <div className="grid gap-1 pb-1 text-xs">
      <Values of={rest} />
      {calls && (
        <p>
          <Link href={calls}>Open in the request log</Link>
        </p>
      )}
    </div>
  );
}

function Values({ of }: { of: Facts }) {
  const entries = Object.entries(of).filter(([, value]) => value !== undefined && value !== null);
  return (
    <dl className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[10rem_minmax(0,1fr)]">
      {entries.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{WORDS[name] ?? capitalised(name)}</dt>
          <dd className="min-w-0 break-words">
            <Value of={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ of }: { of: unknown }) {
  if (Array.isArray(of)) {
    if (of.length === 0) return <span className="text-faint">none</span>;
    return (
      <ul>
        {of.map((item) => (
          <li key={JSON.stringify(item)}>{isFacts(item) ? inLine(item) : String(item)}</li>
        ))}
      </ul>
    );
  }
  return isFacts(of) ? inLine(of) : String(of);
}

/** `name Sales DE · status ACTIVE`. */
function inLine(facts: Facts): string {
  return Object.entries(facts)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name} ${inWords(value)}`)
    .join(" · ");
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(inWords).join(", ") || "none";
  return isFacts(value) ? `(${inLine(value)})` : String(value);
}

const isFacts = (value: unknown): value is Facts =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const capitalised = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
