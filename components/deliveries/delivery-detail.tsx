import type { ReactNode } from "react";
import { Facts } from "#components/console/facts.tsx";
import { Moment } from "#components/console/moment.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Link } from "#components/ui/link.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import { deliveryRequestId, endpointInWords, verdictInWords } from "#lib/deliveries/mapping.ts";
import type { DeliveryDetail, DeliveryEcho } from "#lib/deliveries/schema.ts";
import { ResultMark, VerdictMark } from "./delivery-marks.tsx";

/** One delivery: what was sent, what was thought of it, what became of it, and what happened to it since. */
export function DeliveryDetailView({ delivery }: { delivery: DeliveryDetail }) {
  const { kind, result, note, parkedReason, conversationId, payload, echoes } = delivery;
  return (
    <div className="space-y-6">
      {parkedReason && conversationId && (result === "parked" || result === "waiting") && (
        <Callout kind="bad" title="Its conversation is parked">
          <p className="break-words">{parkedReason}</p>
          <p className="mt-1">
            Mend the cause, then replay.{" "}
            <Link href={`/conversations/${conversationId}`}>Open the conversation</Link>
          </p>
        </Callout>
      )}
      {note && note !== parkedReason && (
        <Callout
          kind={remarkKind(delivery)}
          title={result === "ignored" ? "Why it was left aside" : "Remark"}
        >
          <span className="break-words">{note}</span>
        </Callout>
      )}
      <Facts facts={factsOf(delivery)} />
      <Section title="Payload" kind="plain" note="As it is kept: secrets masked.">
        {payload === null || payload === undefined ? (
          <p className="text-muted text-sm">{whyEmpty(delivery)}</p>
        ) : (
          <CodeBlock label="Payload" value={payload} />
        )}
      </Section>
      {kind !== null && (
        <Section title="Since then" note="Repeated deliveries of the same, and replays, newest first.">
          <Echoes echoes={echoes} />
        </Section>
      )}
    </div>
  );
}

const remarkKind = ({ verdict, result }: DeliveryDetail) => {
  if (verdictInWords(verdict).kind === "bad" || result === "parked") return "bad" as const;
  return result === "waiting" ? ("warning" as const) : ("info" as const);
};

function whyEmpty({ of, verdict }: DeliveryDetail): string {
  if (of !== null) return "It stands with the delivery that this one belongs to.";
  return verdict === "accepted" ? "This call carries none." : "It was refused before its body was read.";
}

function factsOf(delivery: DeliveryDetail) {
  const { id, at, endpoint, conversationId, externalId, providerId, providerName } = delivery;
  const facts: (readonly [string, ReactNode])[] = [
    ["Came by", endpointInWords(endpoint)],
    ["When", <Moment key="at" at={at} />],
    ["Verdict", <VerdictMark key="verdict" delivery={delivery} />],
    ["Repeats", <Repeats key="repeats" delivery={delivery} />],
    [
      "Result",
      delivery.result ? (
        <ResultMark key="result" delivery={delivery} />
      ) : (
        <span key="result" className="text-muted">
          not carried out by itself
        </span>
      ),
    ],
  ];
  if (delivery.status !== null) facts.push(["Answered", String(delivery.status)]);
  if (delivery.attempts > 0) facts.push(["Tries", String(delivery.attempts)]);
  if (delivery.nextAt) facts.push(["Next try", <Moment key="next" at={delivery.nextAt} />]);
  if (providerId) {
    facts.push([
      "Handover",
      <Link key="handover" href={`/handovers/${providerId}`}>
        {providerName ?? providerId}
      </Link>,
    ]);
  }
  if (conversationId) {
    facts.push([
      "Conversation",
      <span key="conversation" className="flex flex-wrap items-center gap-x-3">
        <Link href={`/conversations/${conversationId}`}>Open</Link>
        <Link href={`/activity/deliveries?q=${conversationId}`}>All its deliveries</Link>
      </span>,
    ]);
  }
  if (externalId) facts.push(["External id", <Mono key="external" value={externalId} label="external id" />]);
  if (delivery.requestId)
    facts.push(["Request id", <Mono key="request" value={delivery.requestId} label="request id" />]);
  if (delivery.caller) facts.push(["Caller", <Mono key="caller" value={delivery.caller} label="caller" />]);
  if (delivery.kind !== null) {
    facts.push([
      "Calls made",
      <Link key="calls" href={`/activity/requests?q=${deliveryRequestId(id)}`}>
        In the request log
      </Link>,
    ]);
  }
  return facts;
}

function Repeats({ delivery: { kind, of, endpoint, verdict, echoes } }: { delivery: DeliveryDetail }) {
  if (of !== null) {
    return (
      <Link href={`/activity/deliveries/${of}`}>
        {endpoint === "replay" ? "Replay" : "Duplicate"} of delivery {of}
      </Link>
    );
  }
  if (kind === null)
    return <span className="text-muted">{verdict === "duplicate" ? "one no longer kept" : "none"}</span>;
  const duplicates = echoes
    .filter((echo) => echo.verdict === "duplicate")
    .reduce((sum, echo) => sum + echo.times, 0);
  return duplicates === 0 ? "First, never repeated" : `First, repeated ${duplicates} times since`;
}

function Mono({ value, label }: { value: string; label: string }) {
  return (
    <span className="flex items-center gap-1">
      <code className="break-all text-xs">{value}</code>
      <CopyButton value={value} label={label} compact />
    </span>
  );
}

function Echoes({ echoes }: { echoes: readonly DeliveryEcho[] }) {
  if (echoes.length === 0) return <p className="px-4 py-3 text-muted text-sm">Nothing.</p>;
  return (
    <ol className="divide-y text-sm">
      {echoes.map((echo) => (
        <li key={echo.id} className="flex flex-wrap items-center justify-between gap-x-4 px-4 py-2">
          <span>
            {echo.endpoint === "replay" ? (
              <State kind="running">Replay</State>
            ) : (
              <VerdictMark delivery={{ ...echo, result: null, attempts: 0 }} />
            )}
            {echo.note && <span className="text-muted"> {echo.note}</span>}
          </span>
          <Time at={echo.at} className="text-faint text-xs" />
        </li>
      ))}
    </ol>
  );
}
