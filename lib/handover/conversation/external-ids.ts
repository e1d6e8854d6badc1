/**
 * Names that the other side knows our things by. Each begins with the id of the conversation, so that whatever name a
 * delivery refers to, the conversation is known without a look-up.
 */
const CONVERSATION = /^cnv_[0-9a-f]{32}(?=$|\.)/;

/** The conversation that an external id belongs to; undefined for names that are not ours. */
export function conversationIdIn(externalId: string): string | undefined {
  return CONVERSATION.exec(externalId)?.[0];
}

/** A visitor as CXone sees them. A conversation has one visitor, who may not have given a name. */
export function visitorIdentity(conversationId: string, name: string | null) {
  return { idOnExternalPlatform: `${conversationId}.visitor`, firstName: name || "Visitor" };
}

/** The bot of a conversation, where what it said is recorded. */
export const botIdentity = (conversationId: string, name: string) => ({
  idOnExternalPlatform: `${conversationId}.bot`,
  firstName: name,
});

/** A message of the visitor. `clientId` is the UUID that the browser gave it. */
export const visitorMessageId = (conversationId: string, clientId: string) => `${conversationId}.${clientId}`;

/** The first message of the n-th handover: the transcript. */
export const handoverMessageId = (conversationId: string, seq: number) => `${conversationId}.h${seq}`;
