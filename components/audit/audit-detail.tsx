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

/** One deed: who, what, when, what changed by it, and its place in the chain. */
export function AuditDetailView({ entry }: { entry: AuditDetail }) {
  const changes = changesOf(entry.before, entry.after);
  return (
    <div className="space-y-6">
      <Facts
        facts={[
          ["By", <Actor key="by" actor={entry.actor} />],
          ["Object", <ObjectName key="object" object={entry.object} />],
          ["When", <Moment key="at" at={entry.at} />],
          ["From address", entry.ip ?? <span className="text-faint">none: not asked over the network</span>],
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
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <CodeBlock label="Before" value={entry.before ?? "nothing"} />
          <CodeBlock label="After" value={entry.after ?? "nothing"} />
        </div>
      </Disclosure>
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
