import "server-only";
import * as z from "zod";
import { flag, textOrEmpty } from "./answer.ts";
import { type CxoneClient, isNotFound } from "./client.ts";
import { scrollDfo } from "./pages.ts";

export const CONTACT_STATUSES = [
  "new",
  "open",
  "pending",
  "escalated",
  "resolved",
  "closed",
  "trashed",
] as const;
export type ContactStatus = (typeof CONTACT_STATUSES)[number];

/** The case number comes as text and as integer. */
const number = z.union([z.string(), z.number().transform(String)]);
const optionalNumber = number.nullish().transform((value) => value ?? "");

const user = z.object({
  id: optionalNumber,
  incontactId: textOrEmpty,
  firstName: textOrEmpty,
  surname: textOrEmpty,
  nickname: textOrEmpty,
  emailAddress: textOrEmpty,
  imageUrl: textOrEmpty,
});

/** What the digital API calls a contact and the console a case. */
export const contact = z.object({
  /** The contact number in paths. */
  id: number,
  /** The ACD's contact id: what `signal` takes. "" until routing gave one. */
  contactId: optionalNumber,
  interactionId: optionalNumber,
  channelId: textOrEmpty,
  status: textOrEmpty,
  threadId: textOrEmpty,
  threadIdOnExternalPlatform: textOrEmpty,
  routingQueueId: optionalNumber,
  statusUpdatedAt: textOrEmpty,
  /** Who has it now. */
  inboxAssigneeUser: user.nullish().transform((value) => value ?? null),
  /** Who had it last. */
  ownerAssigneeUser: user.nullish().transform((value) => value ?? null),
  createdAt: textOrEmpty,
});

export type Contact = z.infer<typeof contact>;

/** One contact by number, or null. */
export async function getContact(client: CxoneClient, contactNumber: string): Promise<Contact | null> {
  try {
    return await client.read(
      {
        operation: "cxone.contacts.get",
        api: "dfo",
        method: "GET",
        path: `contacts/${encodeURIComponent(contactNumber)}`,
        idempotent: true,
      },
      contact,
    );
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

const permission = flag.nullish().transform((on) => on ?? false);
const permissions = z.object({ canReply: permission, canAssign: permission, canUnassign: permission });

export type ContactPermissions = z.infer<typeof permissions>;

/**
 * What the owner of the access key may do with a contact: the only place where the permissions of digital roles show
 * (H-51, facts/cxone.md §2.4). It proves nothing about other people's roles.
 */
export async function getContactPermissions(
  client: CxoneClient,
  contactNumber: string,
): Promise<ContactPermissions> {
  const detail = await client.read(
    {
      operation: "cxone.contacts.detail",
      api: "dfo",
      method: "GET",
      path: `contacts/${encodeURIComponent(contactNumber)}/detail`,
      idempotent: true,
    },
    z.object({ permissions }),
  );
  return detail.permissions;
}

export interface ContactFilter {
  readonly channelIds?: readonly string[];
  readonly statuses?: readonly ContactStatus[];
  readonly endUserIdsOnExternalPlatform?: readonly string[];
  /** Free text. */
  readonly query?: string;
}

/** All contacts that fit, newest first as CXone gives them. */
export async function listContacts(client: CxoneClient, filter: ContactFilter = {}): Promise<Contact[]> {
  return scrollDfo(client, {
    operation: "cxone.contacts.list",
    path: "contacts",
    query: {
      channel: filter.channelIds,
      status: filter.statuses,
      endUserIdOnExternalPlatform: filter.endUserIdsOnExternalPlatform,
      query: filter.query,
    },
    row: contact,
    idOf: (row) => row.id,
  });
}

/** The contacts of one thread of a channel. The API has no such filter: the end user narrows it down, the rest is ours. */
export async function listContactsOfThread(
  client: CxoneClient,
  channelId: string,
  thread: { readonly idOnExternalPlatform: string; readonly endUserIdOnExternalPlatform?: string },
): Promise<Contact[]> {
  const found = await listContacts(client, {
    channelIds: [channelId],
    ...(thread.endUserIdOnExternalPlatform
      ? { endUserIdsOnExternalPlatform: [thread.endUserIdOnExternalPlatform] }
      : {}),
  });
  return found.filter((row) => row.threadIdOnExternalPlatform === thread.idOnExternalPlatform);
}

/** Sets the status of a contact; setting it again changes nothing. */
export async function setContactStatus(
  client: CxoneClient,
  contactNumber: string,
  status: ContactStatus,
): Promise<void> {
  await client.request({
    operation: "cxone.contacts.set-status",
    api: "dfo",
    method: "PUT",
    path: `contacts/${encodeURIComponent(contactNumber)}/status`,
    body: { status },
    idempotent: true,
  });
}

/**
 * Marks a contact that waits as left by its end user, or as having waited too long. Marking it again changes nothing.
 */
export async function abandonContact(
  client: CxoneClient,
  contactNumber: string,
  type: "abandon" | "expired" | "shortAbandon",
): Promise<void> {
  await client.request({
    operation: "cxone.contacts.abandon",
    api: "dfo",
    method: "POST",
    path: `contacts/${encodeURIComponent(contactNumber)}/abandon`,
    body: { type },
    idempotent: true,
  });
}

/** Sets custom fields of a contact by their idents; the others stay. */
export async function setContactFields(
  client: CxoneClient,
  contactNumber: string,
  fields: readonly { readonly ident: string; readonly value: string }[],
): Promise<void> {
  await client.request({
    operation: "cxone.contacts.set-fields",
    api: "dfo",
    method: "PUT",
    path: `contacts/${encodeURIComponent(contactNumber)}/custom-fields`,
    body: fields,
    idempotent: true,
  });
}
