import { createUser, type RealtimeCall, type RealtimeUser } from "#lib/engage/realtime-messages.ts";

/** Ids of authors as Engage knows them: the same id is the same identity there (facts/engage.md §2.4). */
export const botAuthorId = (providerId: string): string => `bot-${providerId}`;
export const agentAuthorId = (providerId: string): string => `agent-${providerId}`;
export const visitorAuthorId = (conversationId: string): string => `visitor-${conversationId}`;

/** A message under this author is the visitor's own, whoever brings it. */
export const isVisitorAuthor = (authorId: string): boolean => authorId.startsWith("visitor-");

/** The bot as an author. Engage may write as it, so that its messages count as the company's (§5). */
export const botPersona = (providerId: string, name: string): RealtimeUser => ({
  id: botAuthorId(providerId),
  screenname: name,
  puppetizable: true,
});

/** The identity that agents answer under; each of them needs it (E-61). */
export const agentPersona = (providerId: string, name = "Agent"): RealtimeUser => ({
  id: agentAuthorId(providerId),
  screenname: name,
  puppetizable: true,
});

/** Brings both personas to Engage before anybody can tick them as controlled: they exist from then on. Safe to repeat. */
export const introducePersonas = (
  providerId: string,
  names: { readonly bot: string; readonly agent?: string },
  at: Date,
): readonly RealtimeCall[] => [
  createUser(botPersona(providerId, names.bot), at),
  createUser(agentPersona(providerId, names.agent), at),
];
