import "server-only";
import * as z from "zod";
import { type CxoneClient, isNotFound } from "#lib/cxone/client.ts";
import { CxoneError } from "#lib/cxone/errors.ts";
import { visitorIdentity } from "#lib/handover/conversation/external-ids.ts";
import type { ContactCentre, Filed, OutgoingMessage } from "./contact-centre.ts";

const id = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((value) => value || null)
  .catch(null);
const text = z.string().nullish().catch(null);
const user = z
  .object({ firstName: text, surname: text, nickname: text, imageUrl: text })
  .nullish()
  .catch(null);

const contactSchema = z.object({
  id,
  contactId: id,
  interactionId: id,
  status: z.string().default(""),
  statusUpdatedAt: text,
  inboxAssigneeUser: user,
  ownerAssigneeUser: user,
});
const sentSchema = z.object({ consumerContact: contactSchema });
const foundSchema = z.union([
  z.array(z.object({ contactNumber: id })),
  z.object({ data: z.array(z.object({ contactNumber: id })) }).transform((page) => page.data),
]);

const part = encodeURIComponent;

/** CXone as the relay sees it: a Bring Your Own Channel channel of one tenant (facts/cxone.md §3.4, §3.5). */
export function createCxoneContactCentre(client: CxoneClient, channelId: string): ContactCentre {
  const readContact = async (contactId: string) => {
    try {
      return await client.read(
        {
          operation: "cxone.contacts.read",
          api: "dfo",
          method: "GET",
          path: `contacts/${part(contactId)}`,
          idempotent: true,
        },
        contactSchema,
      );
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  };

  const find = async (externalId: string): Promise<Filed | undefined> => {
    const found = await client.read(
      {
        operation: "cxone.messages.find",
        api: "dfo",
        method: "GET",
        path: "messages",
        query: { idOnExternalPlatform: [externalId] },
        idempotent: true,
      },
      foundSchema,
    );
    const contactId = found[0]?.contactNumber;
    if (!found[0]) return undefined;
    const contact = contactId ? await readContact(contactId) : undefined;
    return { contactId: contactId ?? null, interactionId: contact ? signalIdOf(contact) : null };
  };

  return {
    find,
    async send(message) {
      try {
        const { consumerContact } = await client.read(
          {
            operation: "cxone.messages.create",
            api: "dfo",
            method: "POST",
            path: `channels/${part(channelId)}/messages`,
            body: bodyOf(message),
            // Whoever repeats it asks first whether it arrived.
            idempotent: false,
          },
          sentSchema,
        );
        return { contactId: consumerContact.id, interactionId: signalIdOf(consumerContact) };
      } catch (error) {
        // It is there already: an earlier try arrived without our knowing.
        const found =
          error instanceof CxoneError && error.code === "conflict"
            ? await find(message.externalId)
            : undefined;
        if (found) return found;
        throw error;
      }
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
      await client.request({
        operation: "cxone.contacts.close",
        api: "dfo",
        method: "PUT",
        path: `contacts/${part(contactId)}/status`,
        body: { status: "closed" },
        idempotent: true,
        alsoAccept: [404, 410],
      });
    },
    async signal(interactionId, signal) {
      await client.request({
        operation: "cxone.interactions.signal",
        api: "acd",
        method: "POST",
        // In the body: large values in the query are cut off (facts/cxone.md §9.1).
        path: `interactions/${part(interactionId)}/signal`,
        body: { p1: signal },
        idempotent: false,
      });
    },
    async showTyping(conversationId, typing) {
      await client.request({
        operation: "cxone.threads.typing",
        api: "dfo",
        method: "POST",
        path: `channels/${part(channelId)}/threads/${part(conversationId)}/sender-actions`,
        body: { action: typing ? "isTypingOn" : "isTypingOff" },
        idempotent: false,
        alsoAccept: [404],
        timeoutMs: 3_000,
        maxAttempts: 1,
      });
    },
  };
}

/** The id that a running script is signalled by is the contact id of the ACD (facts/cxone.md §2.6). */
function signalIdOf(contact: z.infer<typeof contactSchema>): string | null {
  return contact.contactId ?? contact.interactionId;
}

function bodyOf(message: OutgoingMessage) {
  const attributes = message.attributes ?? [];
  return {
    idOnExternalPlatform: message.externalId,
    direction: "inbound",
    createdAtWithMilliseconds: message.sentAt.toISOString(),
    thread: { idOnExternalPlatform: message.conversationId },
    messageContent: { type: "TEXT", payload: { text: message.text } },
    authorEndUserIdentity: visitorIdentity(message.conversationId, message.visitorName),
    ...(attributes.length > 0
      ? {
          contact: { customFields: attributes },
          externalAttributes: attributes.map(({ ident, value }) => ({ key: ident, value })),
        }
      : {}),
  };
}
