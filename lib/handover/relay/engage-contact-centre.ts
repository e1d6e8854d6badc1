import "server-only";
import type { EngageClient } from "#lib/engage/client.ts";
import { swapThreadCategory } from "#lib/engage/content-threads.ts";
import { listContents } from "#lib/engage/contents.ts";
import { listInterventions } from "#lib/engage/interventions.ts";
import { cleanContextData, mapProfile } from "#lib/engage/mapping.ts";
import {
  createMessage,
  createUser,
  type RealtimeCall,
  type RealtimeUser,
  splitBody,
  startTyping,
  stopTyping,
} from "#lib/engage/realtime-messages.ts";
import { getUser } from "#lib/engage/users.ts";
import { conversationIdIn } from "#lib/handover/conversation/external-ids.ts";
import { botPersona, visitorAuthorId } from "#lib/handover/engage/personas.ts";
import type { EngageTarget } from "#lib/handover/engage/target.ts";
import type { ContactCentre, Filed, KnownContact, OutgoingMessage } from "./contact-centre.ts";
import { attemptAtEngage } from "./engage-attempt.ts";
import { currentCase, isOverSince, noteClosedCases, statusOfCase } from "./engage-cases.ts";
import { endCases } from "./engage-leave.ts";
import {
  NotYetImported,
  type Patience,
  requireThread,
  THREAD_PATIENCE,
  waitForThread,
} from "./engage-thread.ts";

export type EngageAccount = {
  providerId: string;
  client: EngageClient;
  /** Signs and sends to the realtime endpoint of the source. */
  tell: (call: RealtimeCall) => Promise<void>;
  target: EngageTarget;
  patience?: Patience;
};

/**
 * Engage as the relay sees it: one Source SDK source of one account (facts/engage.md §2, §5). A conversation is a thread
 * under its own id, who answers in it is a matter of its category, and what agents do with it is a case.
 */
export function createEngageContactCentre(account: EngageAccount): ContactCentre {
  const { providerId, client, tell, target, patience = THREAD_PATIENCE } = account;
  const casesOf = (threadId: string) => listInterventions(client, { threadId });
  const known = async (contactId: string): Promise<KnownContact> => ({
    contactId,
    interactionId: noteClosedCases(await casesOf(contactId)),
  });
  const toAgents = { remove: target.botCategoryId, add: target.agentCategoryId };
  const toBot = { remove: target.agentCategoryId, add: target.botCategoryId };
  const handBack = (contactId: string) =>
    attemptAtEngage("Giving the thread back to the bot's category", async () => {
      await swapThreadCategory(client, contactId, toBot);
    });

  return {
    async find(externalId) {
      const conversationId = conversationIdIn(externalId);
      const thread =
        conversationId && (await waitForThread(client, target, conversationId, { tries: 1, pauseMs: 0 }));
      if (!thread) return undefined;
      const contents = await listContents(client, thread.id);
      return contents.some((one) => one.foreignId === externalId) ? known(thread.id) : undefined;
    },
    async send(message) {
      for (const call of callsFor(providerId, message)) await tell(call);
      return fileOf(message);
    },
    async readContact({ contactId, interactionId }) {
      const cases = await casesOf(contactId);
      const current = currentCase(cases);
      const closedAt = Date.parse(current?.closedAt ?? "");
      return {
        isOver: isOverSince(cases, interactionId),
        status: statusOfCase(current),
        statusAt: Number.isNaN(closedAt) ? null : new Date(closedAt),
      };
    },
    async readAgent({ contactId }) {
      const { userId } = currentCase(await casesOf(contactId)) ?? {};
      const user = userId ? await getUser(client, userId) : null;
      if (!user) return undefined;
      return { name: user.nickname || `${user.firstName} ${user.lastName}`.trim() || null, image: null };
    },
    async takeUp({ id, contactId }) {
      const threadId = contactId ?? (await waitForThread(client, target, id, patience))?.id;
      return threadId ? known(threadId) : undefined;
    },
    async setAttributes({ conversationId, visitorName }, attributes) {
      // A thread takes nothing without a message; the visitor's own record does.
      const { author, contextData } = visitorOf(conversationId, visitorName, attributes);
      await tell(createUser({ ...author, contextData }, new Date()));
    },
    async escalate({ contactId }) {
      if (!contactId) throw new NotYetImported();
      const swapped = await swapThreadCategory(client, contactId, toAgents);
      if (!swapped) throw new NotYetImported();
      if (!swapped.changed) return null;
      const { threadCategoryIds: now } = await requireThread(client, contactId);
      if (now.includes(target.agentCategoryId) && !now.includes(target.botCategoryId)) return null;
      throw new NotYetImported("Engage took the new category of the thread and does not show it yet.");
    },
    async leave({ contactId, waiting }) {
      const refused = [await endCases(client, contactId, waiting), await handBack(contactId)];
      return refused.filter(Boolean).join(" ") || null;
    },
    async closeContact(contactId) {
      await endCases(client, contactId, false);
    },
    handBack,
    showTyping: (conversationId, typing) =>
      tell(typing ? startTyping(conversationId) : stopTyping(conversationId)),
  };

  async function fileOf({ conversationId, contactId, attributes }: OutgoingMessage): Promise<Filed> {
    // Import comes after the answer. Agents are called only for what is there; any other message can go without.
    const isOpening = attributes !== undefined;
    if (!isOpening && contactId) return { contactId, interactionId: null };
    const thread = contactId
      ? { id: contactId }
      : await waitForThread(client, target, conversationId, isOpening ? patience : { tries: 1, pauseMs: 0 });
    if (thread && isOpening) return known(thread.id);
    if (isOpening) throw new NotYetImported();
    return { contactId: thread?.id ?? null, interactionId: null };
  }
}

/**
 * A message as the realtime endpoint takes it, in parts where it is too long: the last one carries the id itself, so
 * that finding it means that all are there. Attributes that are fields of a user go to the author, the rest to the
 * thread (E-80).
 */
function callsFor(providerId: string, message: OutgoingMessage): RealtimeCall[] {
  const { externalId, conversationId, visitorName, botName, attributes = [], sentAt } = message;
  const { author, contextData } = botName
    ? { author: botPersona(providerId, botName), contextData: {} }
    : visitorOf(conversationId, visitorName, attributes);
  const parts = splitBody(message.text);
  return parts.map((body, index) => {
    const isLast = index === parts.length - 1;
    return createMessage({
      id: isLast ? externalId : `${externalId}.part${index + 1}`,
      threadId: conversationId,
      author,
      body,
      createdAt: sentAt,
      ...(isLast ? { contextData } : {}),
    });
  });
}

/** The visitor as an author. Never one that Engage may write as: their messages have to count as a customer's (§5). */
function visitorOf(
  conversationId: string,
  visitorName: string | null,
  attributes: readonly { ident: string; value: string }[],
): { author: RealtimeUser; contextData: Record<string, string | string[]> } {
  const mapped = mapProfile(Object.fromEntries(attributes.map(({ ident, value }) => [ident, value])));
  const { gender, ...fields } = mapped.fields;
  const named = [fields.firstname, fields.lastname].filter(Boolean).join(" ");
  return {
    author: {
      ...fields,
      ...(gender === "man" || gender === "woman" ? { gender } : {}),
      id: visitorAuthorId(conversationId),
      screenname: fields.screenname || visitorName || named || "Visitor",
      puppetizable: false,
    },
    contextData: cleanContextData(mapped.contextData),
  };
}
