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
import type { ContactCentre, Filed } from "./contact-centre.ts";

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
    async readContact(contactId) {
      const contact = await readContact(contactId);
      if (!contact) return undefined;
      const agent = contact.inboxAssigneeUser ?? contact.ownerAssigneeUser;
      const statusAt = Date.parse(contact.statusUpdatedAt ?? "");
      return {
        status: contact.status,
        statusAt: Number.isNaN(statusAt) ? null : new Date(statusAt),
        agentName: agent?.nickname || [agent?.firstName, agent?.surname].filter(Boolean).join(" ") || null,
        agentImage: agent?.imageUrl && /^https?:\/\//i.test(agent.imageUrl) ? agent.imageUrl : null,
      };
    },
    async closeContact(contactId) {
      try {
        await setContactStatus(client, contactId, "closed");
      } catch (error) {
        // What is gone needs no closing.
        if (!isNotFound(error)) throw error;
      }
    },
    async abandonContact(contactId, type) {
      try {
        await abandonContact(client, contactId, type);
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    },
    setAttributes: (contactId, attributes) => setContactFields(client, contactId, attributes),
    signal: (interactionId, signal) => signalInteraction(client, interactionId, [signal]),
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

/** Signals take the contact id of the ACD, not the number of the case. */
function signalIdOf(contact: {
  contactId?: CxoneContact["contactId"] | null;
  interactionId?: CxoneContact["interactionId"] | null;
}): string | null {
  return contact.contactId || contact.interactionId || null;
}
