import { Facts } from "#components/console/facts.tsx";
import { Moment } from "#components/console/moment.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/card.tsx";
import { cn } from "#components/ui/cn.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Duration } from "#components/ui/duration.tsx";
import { Link } from "#components/ui/link.tsx";
import { toCurl } from "#lib/request-log/mapping.ts";
import type { RequestDetail } from "#lib/request-log/schema.ts";
import { RequestStatus } from "./request-status.tsx";

/** One call to another system: what was sent and what was answered, secrets masked since it was written. */
export function RequestDetailView({ call }: { call: RequestDetail }) {
  return (
    <div className="space-y-6">
      {call.error && (
        <Callout kind="bad" title="The call failed">
          <span className="break-words">{call.error}</span>
        </Callout>
      )}
      <Facts
        facts={[
          ["Call", <Address key="call" call={call} />],
          ["Connection", <Connection key="connection" call={call} />],
          ["When", <Moment key="at" at={call.at} />],
          ["Took", <Duration key="took" ms={call.durationMs} />],
          ["Attempt", call.attempt === 1 ? "1, the first" : String(call.attempt)],
          ["Request id", <RequestId key="id" id={call.requestId} />],
          ["Belongs to", <Related key="related" call={call} />],
        ]}
      />
      {call.attempts.length > 1 && <Attempts call={call} />}
      <Disclosure summary="As curl, without secrets">
        <CodeBlock label="curl command" value={toCurl(call)} />
      </Disclosure>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Section title="Sent" kind="plain">
          <Message headers={call.requestHeaders} body={call.requestBody} of="request" />
        </Section>
        <Section title="Answered" kind="plain">
          {call.responseHeaders ? (
            <Message headers={call.responseHeaders} body={call.responseBody} of="response" />
          ) : (
            <p className="text-muted text-sm">No answer came.</p>
          )}
        </Section>
      </div>
    </div>
  );
}

function Address({ call: { method, host, path } }: { call: RequestDetail }) {
  return (
    <span className="flex items-start gap-1">
      <code className="min-w-0 break-all text-xs leading-7">
        {method} {host}
        {path}
      </code>
      <CopyButton value={host + path} label="host and path" compact />
    </span>
  );
}

function Connection({ call: { connectionId, connectionName } }: { call: RequestDetail }) {
  if (!connectionId) return <span className="text-faint">none</span>;
  if (!connectionName) return <span className="text-muted">deleted since ({connectionId})</span>;
  return <Link href={`/connections/${connectionId}`}>{connectionName}</Link>;
}

function RequestId({ id }: { id: string }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <span className="flex items-center gap-1">
        <code className="break-all text-xs">{id}</code>
        <CopyButton value={id} label="request id" compact />
      </span>
      <Link href={`/activity/requests?q=${encodeURIComponent(id)}`}>All calls of this request</Link>
    </span>
  );
}

function Related({ call: { requestId, related } }: { call: RequestDetail }) {
  const { delivery, run, audit } = related;
  const links = [
    delivery && [`/activity/deliveries/${delivery.id}`, `Delivery ${delivery.id}`],
    delivery && [`/conversations/${delivery.conversationId}`, "Its conversation"],
    run && [`/handovers/${run.handoverId}/runs/${run.id}`, "Set-up run"],
    audit && [`/activity/audit?q=${encodeURIComponent(requestId)}`, "Audit rows of this request"],
  ].filter((link) => Array.isArray(link));
  if (links.length === 0) return <span className="text-faint">nothing else that is kept</span>;
  return (
    <span className="flex flex-wrap gap-x-3">
      {links.map(([href = "", label]) => (
        <Link key={href} href={href}>
          {label}
        </Link>
      ))}
    </span>
  );
}

function Attempts({ call }: { call: RequestDetail }) {
  return (
    <Section title="Attempts of this call" note="In order; the one shown here is marked.">
      <ol className="grid gap-px overflow-hidden rounded-md bg-line sm:grid-flow-col sm:auto-cols-fr">
        {call.attempts.map((attempt, index) => {
          const shown = attempt.key === call.key;
          return (
            <li key={attempt.key} className={cn("p-3 text-sm", shown ? "bg-accent-soft" : "bg-surface")}>
              <p className="flex flex-wrap items-center justify-between gap-x-2">
                {shown ? (
                  <strong aria-current="true">Attempt {attempt.attempt}</strong>
                ) : (
                  <Link href={`/activity/requests/${attempt.key}`}>Attempt {attempt.attempt}</Link>
                )}
                <RequestStatus status={attempt.status} error={attempt.error} />
              </p>
              <p className="text-muted text-xs">
                <Duration ms={attempt.durationMs} />
                {index > 0 && <> · {pauseBefore(call.attempts, index)} after the first</>}
              </p>
              {attempt.error && (
                <p className="mt-1 line-clamp-2 break-words text-muted text-xs">{attempt.error}</p>
              )}
            </li>
          );
        })}
      </ol>
    </Section>
  );
}

function pauseBefore(attempts: RequestDetail["attempts"], index: number): string {
  const [first, here] = [attempts[0], attempts[index]];
  const ms = Date.parse(here?.at ?? "") - Date.parse(first?.at ?? "");
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

type MessageProps = { headers: Record<string, string>; body: string | null; of: "request" | "response" };

function Message({ headers, body, of }: MessageProps) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <div className="space-y-3">
      <CodeBlock label={`Headers of the ${of}`} value={lines.join("\n") || "none"} />
      {body === null ? (
        <p className="text-muted text-sm">No body.</p>
      ) : (
        <CodeBlock label={`Body of the ${of}`} value={body} />
      )}
    </div>
  );
}
