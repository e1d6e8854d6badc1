import "server-only";
import * as z from "zod";
import { parseAnswer, textOrEmpty } from "../answer.ts";
import { CxoneError } from "../errors.ts";
import type { CxoneV2Client } from "./client.ts";
import { optionalText } from "./words.ts";

const id = z.string().min(1);

const queueAgent = z.object({
  userId: id,
  name: textOrEmpty,
  status: textOrEmpty,
  skills: z
    .array(z.object({ skillId: id }))
    .nullish()
    .transform((skills) => skills ?? []),
});
export type QueueAgent = z.output<typeof queueAgent>;

/** Who could take a call of a queue (T-22). */
export const agentsOfQueue = (client: CxoneV2Client, queueId: string): Promise<QueueAgent[]> =>
  client.read(
    {
      operation: "cxone.v2.queue-agents",
      method: "GET",
      path: `api/v2/voice/queues/${encodeURIComponent(queueId)}/agents`,
      idempotent: true,
    },
    z.array(queueAgent),
  );

const user = z.object({
  id,
  name: textOrEmpty,
  active: z
    .boolean()
    .nullish()
    .transform((active) => active ?? true),
});
export type V2User = z.output<typeof user>;

/** Users whose name holds the text; null where there is no such endpoint: the seeds do not name it. */
export const listUsers = (client: CxoneV2Client, search: string): Promise<V2User[] | null> =>
  client.find(
    { operation: "cxone.v2.users", method: "GET", path: "api/v2/users", query: { search }, idempotent: true },
    z.array(user),
  );

const pathOf = (userId: string) => `api/v2/users/${encodeURIComponent(userId)}`;

/** One user; null when CXone knows none, or has no such endpoint. */
export const findUser = (client: CxoneV2Client, userId: string): Promise<V2User | null> =>
  client.find(
    { operation: "cxone.v2.user", method: "GET", path: pathOf(userId), idempotent: true, alsoAbsent: 400 },
    user,
  );

const presence = z.object({ status: z.string().min(1), since: optionalText });

const presenceCall = (userId: string) =>
  ({
    operation: "cxone.v2.presence",
    method: "GET",
    path: `${pathOf(userId)}/presence`,
    idempotent: true,
  }) as const;

/** Presence in CXone's own word (T-51). Throws. */
export const getPresence = (client: CxoneV2Client, userId: string) =>
  client.read(presenceCall(userId), presence);

/** The same; null of a user that is not there. */
export const findPresence = (client: CxoneV2Client, userId: string) =>
  client.find(presenceCall(userId), presence);

/** Seed 003 names the endpoint and not its answer. What none of these is, is no answer: then nobody is called. */
const interaction = z.union([
  z.array(z.unknown()).transform((all) => all.length > 0),
  z.object({ engaged: z.boolean() }).transform(({ engaged }) => engaged),
  z.object({ interactions: z.array(z.unknown()) }).transform(({ interactions }) => interactions.length > 0),
  z
    .object({ interaction: z.record(z.string(), z.unknown()).nullable() })
    .transform((one) => one.interaction !== null),
  z.object({ id: z.string().nullable() }).transform((one) => one.id !== null),
]);

/** Whether a user is in an interaction already (P-20). 404 and an empty answer: in none. */
export async function isEngaged(client: CxoneV2Client, userId: string): Promise<boolean> {
  const operation = "cxone.v2.interaction";
  try {
    const path = `${pathOf(userId)}/interaction`;
    const response = await client.request({ operation, method: "GET", path, idempotent: true });
    return response.status === 204 ? false : parseAnswer(operation, response, interaction);
  } catch (error) {
    if (error instanceof CxoneError && error.status === 404) return false;
    throw error;
  }
}
