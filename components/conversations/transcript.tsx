import { Section } from "#components/ui/card.tsx";
import { cn } from "#components/ui/cn.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ConversationView, TranscriptMessage } from "#lib/handover/conversation/schema.ts";

/** Patchbay tells of a transfer by messages that are known by it. */
const transferOf = (externalId: string) => /^transfer\.(trf_[0-9a-f]+)\./.exec(externalId)?.[1];

const WHO = { visitor: "Visitor", bot: "Bot", agent: "Agent", system: "Patchbay" };

const edges = {
  visitor: "border-accent",
  bot: "border-line-strong",
  agent: "border-good",
  system: "border-line",
};

/** Who said what, in the order in which it was written. New lines are read out. */
export function Transcript({ conversation }: { conversation: ConversationView }) {
  const { messages, hasOlder } = conversation;
  return (
    <Section title="Transcript" note={hasOlder ? "The newest 500 messages." : undefined}>
      {messages.length === 0 ? (
        <EmptyState kind="nothing-yet" title="Nothing was said yet" />
      ) : (
        <div role="log" aria-label="Transcript" aria-live="polite">
          <ol className="divide-y">
            {messages.map((message) => (
              <li key={message.id} className="px-4 py-3">
                <Message message={message} />
              </li>
            ))}
          </ol>
        </div>
      )}
    </Section>
  );
}

function Message({ message }: { message: TranscriptMessage }) {
  const { author, authorName, text, attachments, sentAt, delivery, deliveryError, removedAt } = message;
  const transfer = transferOf(message.externalId);
  return (
    <div className={cn("border-l-2 pl-3", edges[author])}>
      <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
        <span className="font-medium">{authorName || WHO[author]}</span>
        {authorName && <span className="text-faint text-xs">{WHO[author]}</span>}
        <Time at={sentAt} className="text-faint text-xs" />
      </p>
      {removedAt && (
        <p className="text-muted text-sm">
          Taken back <Time at={removedAt} />. The visitor does not see it any more.
        </p>
      )}
      <p
        className={cn(
          "whitespace-pre-wrap break-words",
          author === "system" && "text-muted",
          removedAt && "text-muted line-through",
        )}
      >
        {text}
      </p>
      {transfer && (
        <p className="mt-1 text-sm">
          <Link href={`/transfers/${transfer}`}>Open the transfer</Link>
        </p>
      )}
      {attachments.length > 0 && (
        <ul className="mt-1 space-y-0.5 text-sm">
          {attachments.map((file) => (
            <li key={file.url}>
              <Link external href={file.url}>
                {file.name}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {author === "visitor" && delivery === "failed" && (
        <p className="mt-1 text-sm">
          <State kind="bad">Not delivered</State> {deliveryError}
        </p>
      )}
    </div>
  );
}
