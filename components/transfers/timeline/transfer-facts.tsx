import { Facts } from "#components/console/facts.tsx";
import { CallsLink } from "#components/ui/calls-link.tsx";
import { Section } from "#components/ui/card.tsx";
import { Id } from "#components/ui/id.tsx";
import { Link } from "#components/ui/link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { TransferDetail } from "#lib/transfers/run/schema.ts";
import { REASON_WORDS, SOURCE_WORDS } from "../reason-words.ts";

const none = <span className="text-faint">none</span>;

/** Which call it is, by what it was decided, who has it, and who asked for it. */
export function TransferFacts({ transfer }: { transfer: TransferDetail }) {
  const { policy, agent, reason, connection, conversationId } = transfer;
  return (
    <Section title="Details">
      <Facts
        className="p-3"
        facts={[
          ["Call", <Id key="call" value={transfer.callId} label="call id" chars={14} />],
          ["Caller", transfer.caller ?? <span className="text-faint">not known</span>],
          [
            "Policy",
            <span key="policy">
              {policy.href ? <Link href={policy.href}>{policy.name}</Link> : policy.name}{" "}
              <span className="text-muted">
                version {policy.version}
                {policy.href ? "" : ", deleted since"}
              </span>
            </span>,
          ],
          ["Reason", reason ? REASON_WORDS[reason.code] : none],
          ["Attempts", String(transfer.attempts)],
          ["Agent", agent ? (agent.name ?? agent.id) : none],
          ["Presence", transfer.presence ?? none],
          ["Connection", connection?.name ?? <span className="text-faint">deleted since</span>],
          [
            "Started by",
            <span key="by">
              {transfer.startedBy} <span className="text-muted">from {SOURCE_WORDS[transfer.source]}</span>
            </span>,
          ],
          ["Started", <Time key="at" at={transfer.at} />],
          ["Note", transfer.note ?? none],
          ...(conversationId
            ? ([
                [
                  "Conversation",
                  <Link key="conversation" href={`/conversations/${conversationId}`}>
                    Open the conversation
                  </Link>,
                ],
              ] as const)
            : []),
          [
            "Request",
            <span key="request" className="inline-flex flex-wrap items-center gap-x-3">
              <Id value={transfer.requestId} label="request id" chars={14} />
              <CallsLink requestId={transfer.requestId} />
            </span>,
          ],
        ]}
      />
    </Section>
  );
}
