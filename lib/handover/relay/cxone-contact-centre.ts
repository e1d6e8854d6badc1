import "server-only";
import * as z from "zod";
import { type CxoneClient, isNotFound } from "#lib/cxone/client.ts";
import {
  abandonContact,
  type Contact as CxoneContact,
  setContactFields,
  setContactStatus,
} from "#lib/cxone/contacts.ts";
import { signalInteraction } from "#lib/cxone/interactions.ts";
import { findMessageByExternalId, type Message, postInboundMessage } from "#lib/cxone/messages.ts";
import { botIdentity, visitorIdentity } from "#lib/handover/conversation/external-ids.ts";
import { log } from "#lib/log.ts";
import type { ContactCentre, Filed, Leaving } from "./contact-centre.ts";

const text = z.string().nullish().catch(null);
const id = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(null);
const user = z
  .object({ firstName: text, surname: text, nickname: text, imageUrl: text })
  .nullish()
  .catch(null);

/** A contact with who has it and since when it is as it is (facts/cxone.md §3.5). */
const contactSchema = z.object({
  contactId: id,
  interactionId: id,
  status: z.string(),
  statusUpdatedAt: text,
  inboxAssigneeUser: user,
  ownerAssigneeUser: user,
});

const TYPING_TIMEOUT_MS = 3_000;

/** Statuses of a contact after which no agent answers any more (facts/cxone.md §3.5). */
const OVER = new Set(["closed", "trashed", "resolved"]);
export const isContactOver = (status: string): boolean => OVER.has(status);

/** CXone as the relay sees it: one Bring Your Own Channel channel of one tenant (facts/cxone.md §3.4). */
export function createCxoneContactCentre(client: CxoneClient, channelId: string): ContactCentre {
  const readContact = async (contactId: string) => {
    try {
      return await client.read(
        {
          operation: "cxone.contacts.get",
          api: "dfo",
          method: "GET",
          path: `contacts/${encodeURIComponent(contactId)}`,
          idempotent: true,
        },
        contactSchema,
      );
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  };
  const closeContact = async (contactId: string) => {
    try {
      await setContactStatus(client, contactId, "closed");
    } catch (error) {
      // What is gone needs no closing.
      if (!isNotFound(error)) throw error;
    }
  };
  const abandon = async (contactId: string, how: Leaving) => {
    try {
      await abandonContact(client, contactId, how);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  };
  const fileOf = async (message: Message): Promise<Filed> => {
    const contact = message.contactNumber ? await readContact(message.contactNumber) : undefined;
    return { contactId: message.contactNumber || null, interactionId: contact ? signalIdOf(contact) : null };
  };

  return {
    async find(externalId) {
      const message = await findMessageByExternalId(client, channelId, externalId);
      return message ? fileOf(message) : undefined;
    },
    async send(message) {
      const { consumerContact, message: posted } = await postInboundMessage(client, channelId, {
        idOnExternalPlatform: message.externalId,
        createdAt: message.sentAt,
        thread: { idOnExternalPlatform: message.conversationId },
        text: message.text,
        ...(message.botName
          ? { direction: "outbound", author: botIdentity(message.conversationId, message.botName) }
          : { author: visitorIdentity(message.conversationId, message.visitorName) }),
        ...(message.attributes ? { contactCustomFields: message.attributes } : {}),
      });
      if (!consumerContact) return fileOf(posted);
      return { contactId: consumerContact.id, interactionId: signalIdOf(consumerContact) };
    },
    async readContact({ contactId }) {
      const contact = await readContact(contactId);
      if (!contact) return undefined;
      const statusAt = Date.parse(contact.statusUpdatedAt ?? "");
      return {
        isOver: isContactOver(contact.status),
        status: contact.status,
        statusAt: Number.isNaN(statusAt) ? null : new Date(statusAt),
      };
    },
    async readAgent({ contactId }) {
      const contact = await readContact(contactId);
      const agent = contact && agentOf(contact);
      if (!agent) return undefined;
      const { nickname, firstName, surname, imageUrl } = agent;
      return {
        name: nickname || [firstName, surname].filter(Boolean).join(" ") || null,
        image: imageUrl && /^https?:\/\//i.test(imageUrl) ? imageUrl : null,
      };
    },
    async takeUp({ contactId }) {
      const contact = contactId ? await readContact(contactId) : undefined;
      if (!contactId || !contact || isContactOver(contact.status)) return undefined;
      return { contactId, interactionId: signalIdOf(contact) };
    },
    closeContact,
    /** A script that is not waiting for the signal has routed the contact already, so its refusal stops nothing. */
    async escalate({ interactionId }) {
      if (!interactionId) return null;
      return attempt("The signal Escalate", () => signalInteraction(client, interactionId, ["Escalate"]));
    },
    async leave({ contactId, interactionId, waiting }, how) {
      const refused = [
        // Only a contact that nobody has taken is abandoned: reports count it among those that waited in vain.
        waiting &&
          (await attempt("Leaving the queue", async () => {
            const contact = await readContact(contactId);
            if (contact && !agentOf(contact)) await abandon(contactId, how);
          })),
        interactionId &&
          (await attempt("The signal End", () => signalInteraction(client, interactionId, ["End"]))),
      ];
      await closeContact(contactId);
      return refused.filter(Boolean).join(" ") || null;
    },
    // A new message makes a new contact, whose script begins with the bot.
    handBack: async () => null,
    setAttributes: ({ contactId }, attributes) => setContactFields(client, contactId, attributes),
    async showTyping(conversationId, typing) {
      await client.request({
        operation: "cxone.threads.typing",
        api: "dfo",
        method: "POST",
        path: `channels/${encodeURIComponent(channelId)}/threads/${encodeURIComponent(conversationId)}/sender-actions`,
        body: { action: typing ? "isTypingOn" : "isTypingOff" },
        idempotent: false,
        alsoAccept: [404],
        timeoutMs: TYPING_TIMEOUT_MS,
        maxAttempts: 1,
      });
    },
  };
}

/** A deed whose refusal is noted and stops nothing: the sentence for the record, or null. */
async function attempt(what: string, deed: () => Promise<void>): Promise<string | null> {
  try {
    await deed();
    return null;
  } catch (error) {
    const { message } = error as Error;
    log.warn({ error: message }, `relay: ${what} was refused`);
    return `${what} was refused: ${message}`;
  }
}

const agentOf = (contact: z.infer<typeof contactSchema>) =>
  contact.inboxAssigneeUser ?? contact.ownerAssigneeUser;

/** Signals take the contact id of the ACD, not the number of the case. */
function signalIdOf(contact: {
  contactId?: CxoneContact["contactId"] | null;
  interactionId?: CxoneContact["interactionId"] | null;
}): string | null {
  return contact.contactId || contact.interactionId || null;
}
