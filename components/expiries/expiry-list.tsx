import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { State, type StateKind } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import { EXPIRY_GROUPS, type ExpiryGroup, type ExpiryView } from "#lib/expiries/schema.ts";
import { SetExpiry } from "./set-expiry.tsx";

const GROUPS: Record<ExpiryGroup, { title: string; kind: StateKind }> = {
  overdue: { title: "Overdue", kind: "bad" },
  week: { title: "Within 7 days", kind: "warning" },
  month: { title: "Within 30 days", kind: "warning" },
  sixtyDays: { title: "Within 60 days", kind: "waiting" },
  later: { title: "Later", kind: "good" },
  unknown: { title: "Nobody has said when", kind: "unknown" },
  never: { title: "Does not expire", kind: "idle" },
};

type ExpiryListProps = { items: readonly ExpiryView[]; isAdmin: boolean };

/** What runs out, in groups by how soon. */
export function ExpiryList({ items, isAdmin }: ExpiryListProps) {
  if (items.length === 0) {
    return (
      <EmptyState kind="nothing-yet" title="Nothing runs out">
        Secrets of connections, API tokens and dates that vendors set are listed here.
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-6">
      {EXPIRY_GROUPS.map((group) => {
        const own = items.filter((item) => item.group === group);
        const { title, kind } = GROUPS[group];
        if (own.length === 0) return null;
        return (
          <section key={group} aria-label={title}>
            <h2 className="mb-2 flex items-center gap-2 text-base">
              <State kind={kind}>{title}</State>
              <span className="text-muted text-sm tabular-nums">{own.length}</span>
            </h2>
            <ul className="divide-y rounded-md border bg-surface">
              {own.map((item) => (
                <Row key={item.id} item={item} isAdmin={isAdmin} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function Row({ item, isAdmin }: { item: ExpiryView; isAdmin: boolean }) {
  const { title, body, link, kind, sourceUrl, secret } = item;
  const leads = kind !== "deadline" && (kind !== "apiToken" || isAdmin);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 py-3">
      <div className="min-w-0 max-w-[72ch] flex-1 basis-72">
        <p className="font-medium text-sm">{leads ? <Link href={link}>{title}</Link> : title}</p>
        <p className="text-muted text-sm">
          {body}{" "}
          {sourceUrl && (
            <Link href={sourceUrl} external>
              Source
            </Link>
          )}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-3 text-sm">
        <When item={item} />
        {isAdmin && secret && <SetExpiry title={title} secret={secret} expiresAt={item.expiresAt} />}
      </div>
    </li>
  );
}

const MONTH = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });

/** As exactly as it is known: a vendor that names a month has not named a day. */
function When({ item: { expiresAt, precision, group } }: { item: ExpiryView }) {
  if (!expiresAt) return <span className="text-faint">{group === "never" ? "never" : "no date"}</span>;
  if (precision === "day") return <Time at={expiresAt} as="day" />;
  const at = new Date(expiresAt);
  const text =
    precision === "month"
      ? MONTH.format(at)
      : `${at.getUTCMonth() < 6 ? "first" : "second"} half of ${at.getUTCFullYear()}`;
  return <time dateTime={expiresAt.slice(0, 7)}>{text}</time>;
}
