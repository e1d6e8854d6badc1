import "server-only";
import * as z from "zod";
import { parseAnswer } from "./answer.ts";
import type { CxoneClient } from "./client.ts";

/**
 * Calls are controlled in the session of the agent who has them (facts/cxone.md §4). Parameters go as JSON, as NICE's own
 * software sends them, although the specification declares some for the query (§0.4).
 */
const post = (
  client: CxoneClient,
  operation: string,
  path: string,
  more: { body?: unknown; idempotent: boolean; timeoutMs?: number },
) =>
  client.request({
    operation: `cxone.agent-sessions.${operation}`,
    api: "acd",
    method: "POST",
    path: `agent-sessions/${path}`,
    ...more,
  });

const below = (sessionId: string, path: string) => `${encodeURIComponent(sessionId)}/${path}`;
const interaction = (sessionId: string, contactId: string, deed: string) =>
  below(sessionId, `interactions/${encodeURIComponent(contactId)}/${deed}`);

/** Joins the session that an agent has open and gives its id. Joining again gives the same. */
export async function joinAgentSession(client: CxoneClient, agentId: number): Promise<string> {
  const response = await post(client, "join", "join", {
    body: { asAgentId: String(agentId) },
    idempotent: true,
    timeoutMs: 10_000,
  });
  const session = z.object({ sessionId: z.string().min(1) });
  return parseAnswer("cxone.agent-sessions.join", response, session).sessionId;
}

/** Puts a contact on hold. */
export const holdCall = async (client: CxoneClient, sessionId: string, contactId: string): Promise<void> =>
  void (await post(client, "hold", interaction(sessionId, contactId, "hold"), { idempotent: true }));

/** Takes a contact from hold. */
export const resumeCall = async (client: CxoneClient, sessionId: string, contactId: string): Promise<void> =>
  void (await post(client, "resume", interaction(sessionId, contactId, "resume"), { idempotent: true }));

/** Ends a contact: hangs up, or gives a leg up that was dialled. */
export const endCall = async (client: CxoneClient, sessionId: string, contactId: string): Promise<void> =>
  void (await post(client, "end", interaction(sessionId, contactId, "end"), { idempotent: true }));

/** Joins the two calls of a session to one; the agent of the session is out then. */
export const transferCalls = async (client: CxoneClient, sessionId: string): Promise<void> =>
  void (await post(client, "transfer-calls", below(sessionId, "interactions/transfer-calls"), {
    idempotent: false,
  }));

/** What to dial. Ids of agents are text in these bodies and all others numbers, as the specification has them. */
export type Dial =
  | { readonly deed: "dial-agent" | "consult-agent"; readonly body: { targetAgentId: string } }
  | { readonly deed: "dial-skill"; readonly body: { skillId: number } }
  | {
      readonly deed: "dial-phone";
      readonly body: { phoneNumber: string; skillId?: number; customerId?: string; zipCode?: string };
    };

/**
 * Dials, with `parentContactId` a second leg for that call. Never repeated by itself: it would ring twice. Gives the new
 * contact's id where the answer names it; the specification declares none.
 */
export async function dial(
  client: CxoneClient,
  sessionId: string,
  { deed, body }: Dial,
  more: { readonly parentContactId?: number; readonly timeoutMs?: number } = {},
): Promise<string | null> {
  const { parentContactId, timeoutMs } = more;
  const response = await post(client, deed, below(sessionId, deed), {
    body: { ...body, ...(parentContactId === undefined ? {} : { parentContactId }) },
    idempotent: false,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  return namedContact(response.text());
}

/** A good status is what counts: a body that cannot be read must not make the call look undialled. */
function namedContact(text: string): string | null {
  try {
    const named = z.object({ contactId: z.coerce.string().regex(/^\d+$/) }).safeParse(JSON.parse(text));
    return named.success ? named.data.contactId : null;
  } catch {
    return null;
  }
}

const id = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((value) => (value && value !== "0" ? value : null));

const callEvent = z
  .object({
    type: z.string().catch(""),
    contactid: id,
    masterid: id,
    parentcontactid: id,
    status: z.string().catch(""),
    dnis: z.string().nullish(),
  })
  .transform(({ contactid, masterid, parentcontactid, type, status, dnis }) => ({
    type,
    contactId: contactid,
    masterId: masterid,
    parentContactId: parentcontactid,
    /** Incoming, Dialing, Active, Holding, Masking, Joined, Disconnected, NaturalCall… */
    status,
    to: dnis ?? "",
  }));

export type CallEvent = z.infer<typeof callEvent>;

/** Spelling differs between versions: ContactID, ContactId, contactId. */
const lowerKeys = (row: unknown): unknown =>
  typeof row === "object" && row !== null
    ? Object.fromEntries(Object.entries(row).map(([key, value]) => [key.toLowerCase(), value]))
    : row;

const nextEvent = z.object({ events: z.array(z.preprocess(lowerKeys, callEvent)).nullish() });

/** What has happened to the calls of a session since it was asked last, without waiting for more. */
export async function readCallEvents(client: CxoneClient, sessionId: string): Promise<CallEvent[]> {
  const operation = "cxone.agent-sessions.next-event";
  const response = await client.request({
    operation,
    api: "acd",
    method: "GET",
    path: `agent-sessions/${below(sessionId, "get-next-event")}`,
    query: { timeout: 0 },
    idempotent: true,
    // A tenant that waits all the same for something to happen is not waited for.
    maxAttempts: 1,
    timeoutMs: 3_000,
  });
  if (response.body.length === 0) return [];
  const { events } = parseAnswer(operation, response, nextEvent);
  return (events ?? []).filter((event) => event.type === "CallContactEvent" && event.contactId !== null);
}
