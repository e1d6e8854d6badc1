import { Section } from "#components/ui/card.tsx";
import { Id } from "#components/ui/id.tsx";
import { Link } from "#components/ui/link.tsx";
import { Time } from "#components/ui/time.tsx";
import { waitInWords } from "#lib/handover/conversation/mapping.ts";
import type { ConversationView } from "#lib/handover/conversation/schema.ts";

/** The names that others know this conversation by. */
export function ConversationFacts({ conversation }: { conversation: ConversationView }) {
  const {
    id,
    kind,
    providerId,
    providerName,
    contactId,
    interactionId,
    agentName,
    handoverSeq,
    handoverAt,
    queue,
  } = conversation;
  const facts = [
    { name: "Handover", value: <Link href={`/handovers/${providerId}`}>{providerName}</Link> },
    { name: "Conversation", value: <Id value={id} label="conversation id" chars={14} /> },
    {
      name: kind === "engage" ? "Thread in Engage" : "Contact at CXone",
      value: contactId && (
        <Id value={contactId} label={kind === "engage" ? "thread id" : "contact number"} chars={14} />
      ),
    },
    {
      name: "Id for signals",
      value: kind === "cxone" && interactionId && (
        <Id value={interactionId} label="ACD contact id" chars={20} />
      ),
    },
    { name: "Agent", value: agentName },
    { name: "Handovers", value: handoverSeq > 0 ? String(handoverSeq) : null },
    {
      name: "Place in the queue",
      value: queue?.at && (
        <>
          {queue.position && <span className="block">Number {queue.position}</span>}
          {queue.waitMs !== null && <span className="block">{waitInWords(queue.waitMs)}</span>}
          <span className="block text-faint text-xs">
            told <Time at={queue.at} />
          </span>
        </>
      ),
    },
    { name: "Asked for a human", value: handoverAt && <Time at={handoverAt} /> },
  ];
  return (
    <Section title="Details">
      <dl className="divide-y text-sm">
        {facts
          .filter(({ value }) => value)
          .map(({ name, value }) => (
            <div key={name} className="flex items-baseline justify-between gap-4 px-4 py-2">
              <dt className="text-muted">{name}</dt>
              <dd className="min-w-0 break-words text-right">{value}</dd>
            </div>
          ))}
      </dl>
    </Section>
  );
}
