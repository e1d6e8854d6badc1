import "server-only";
import * as z from "zod";
import { textOrEmpty } from "../answer.ts";
import type { CxoneV2Client } from "./client.ts";

const PATH = "api/journey/v1/contacts";
const contact = z.object({ id: z.string().min(1), name: textOrEmpty, phoneNumber: textOrEmpty });

/** Contacts with a number, or whose name holds the text; null where there is no such endpoint (P-12 names it only). */
export const findContacts = (
  client: CxoneV2Client,
  find: { phoneNumber?: string | undefined; search?: string | undefined },
) =>
  client.find(
    {
      operation: "cxone.v2.contacts",
      method: "GET",
      path: PATH,
      query: { phoneNumber: find.phoneNumber, search: find.search },
      idempotent: true,
    },
    z.array(contact),
  );

/** One contact; null when CXone knows none. */
export const findContact = (client: CxoneV2Client, contactId: string) =>
  client.find(
    {
      operation: "cxone.v2.contact",
      method: "GET",
      path: `${PATH}/${encodeURIComponent(contactId)}`,
      idempotent: true,
      alsoAbsent: 400,
    },
    contact,
  );

const created = z.object({ id: z.string().min(1) }).loose();

/** Makes a contact, once. Throws; with `mayHaveHappened` look by number before making another. */
export async function createContact(client: CxoneV2Client, input: { name: string; phoneNumber: string }) {
  const { id } = await client.read(
    { operation: "cxone.v2.create-contact", method: "POST", path: PATH, body: input, idempotent: false },
    created,
  );
  return { ...input, id };
}
