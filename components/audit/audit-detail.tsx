import { Facts } from "#components/console/facts.tsx";
import { Moment } from "#components/console/moment.tsx";
import { Section } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { FieldDiff } from "#components/ui/field-diff.tsx";
import { Link } from "#components/ui/link.tsx";
import { changesOf, pageOfObject } from "#lib/audit/mapping.ts";
import type { AuditDetail } from "#lib/audit/schema.ts";
import { AuditSource, ResultState } from "./audit-result.tsx";

/** One deed: who, what, when, what changed by it, and its place in the chain. */
export function AuditDetailView({ entry }: { entry: AuditDetail }) {
  const changes = changesOf(entry.before, entry.after);
  return (
    <div className="space-y-6">
      <Facts
        facts={[
          ["Actor", <Actor key="by" actor={entry.actor} />],
          ["Object", <ObjectName key="object" object={entry.object} />],
          ["Time", <Moment key="at" at={entry.at} />],
          ["Source", <AuditSource key="source" kind={entry.actor.kind} ip={entry.ip} />],
          ["Result", <ResultState key="result" result={entry.result} />],
          ...(entry.reason ? [["Reason", entry.reason] as const] : []),
          ["Request id", <RequestId key="id" id={entry.requestId} />],
        ]}
      />
      <Section
        title="What changed"
        note="Secrets are never kept here: they are masked, or named by a fingerprint."
      >
        {changes.length > 0 ? (
          <FieldDiff changes={changes} className="p-4" />
        ) : (
          <p className="p-4 text-muted text-sm">No field changed.</p>
        )}
      </Section>
      <Disclosure summary="Before and after, as kept">
        <div className="space-y-4">
          <CodeBlock label="Before" value={entry.before ?? "nothing"} />
          <CodeBlock label="After" value={entry.after ?? "nothing"} />
        </div>
      </Disclosure>
      {entry.related.length > 0 && <Related entry={entry} />}
      <Section title="Place in the chain" kind="plain">
        <Facts
          facts={[
            ["Row", String(entry.seq)],
            ["Hash", <Hash key="hash" value={entry.hash} label="hash" />],
            ["Hash before", <Hash key="before" value={entry.prevHash} label="hash before" />],
          ]}
        />
      </Section>
    </div>
  );
}

/** What else was done by the same request. */
function Related({ entry: { related, requestId } }: { entry: AuditDetail }) {
  return (
    <Section title="Of the same request" kind="plain">
      <ul className="space-y-1 text-sm">
        {related.map((row) => (
          <li key={row.seq} className="flex flex-wrap items-baseline gap-x-2">
            <Link href={`/activity/audit/${row.seq}`}>{row.action}</Link>
            <code className="break-all text-muted text-xs">{row.object}</code>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-sm">
        <Link href={`/activity/audit?request=${encodeURIComponent(requestId)}`}>
          All rows of this request
        </Link>
      </p>
    </Section>
  );
}

const actorKinds: Record<string, string> = {
  user: "person",
  apiToken: "API token",
  job: "job",
  system: "Patchbay itself",
};

function Actor({ actor: { kind, id, name } }: { actor: AuditDetail["actor"] }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      {name}
      <span className="text-muted">
        {actorKinds[kind] ?? kind}
        {id !== name && (
          <>
            , <code className="break-all text-xs">{id}</code>
          </>
        )}
      </span>
      <Link href={`/activity/audit?actor=${encodeURIComponent(id)}`}>All by this actor</Link>
    </span>
  );
}

function ObjectName({ object }: { object: string }) {
  const href = pageOfObject(object);
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <Hash value={object} label="object" />
      {href && <Link href={href}>Open</Link>}
      <Link href={`/activity/audit?object=${encodeURIComponent(object)}`}>All about it</Link>
    </span>
  );
}

function RequestId({ id }: { id: string }) {
  const q = encodeURIComponent(id);
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <Hash value={id} label="request id" />
      <Link href={`/activity/requests?q=${q}`}>Calls made for it</Link>
    </span>
  );
}

function Hash({ value, label }: { value: string; label: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <code className="min-w-0 break-all text-xs">{value}</code>
      <CopyButton value={value} label={label} compact />
    </span>
  );
}
