import { State } from "#components/ui/state.tsx";
import { stateInWords } from "#lib/handover/conversation/mapping.ts";
import type { ConversationRow } from "#lib/handover/conversation/schema.ts";

type Props = { conversation: Pick<ConversationRow, "state" | "parkedAt">; pill?: boolean };

/** Where a conversation stands. */
export function ConversationStateMark({ conversation, pill }: Props) {
  const { kind, word } = stateInWords(conversation.state, conversation.parkedAt !== null);
  return (
    <State kind={kind} pill={pill}>
      {word}
    </State>
  );
}
