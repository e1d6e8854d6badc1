import "server-only";
import * as z from "zod";
import { CALL_STATES, type TransferTarget } from "../voice/state.ts";
import type { CxoneV2Client } from "./client.ts";
import { optionalText } from "./words.ts";

const id = z.string().min(1);

/** Who has a call: an id alone, or an object with it; what is unreadable is nobody known. */
const person = z
  .union([
    id.transform((userId) => ({ id: userId, name: null })),
    z
      .object({ userId: id.optional(), id: id.optional(), name: optionalText })
      .transform(({ userId, id: other, name }) => {
        const found = userId ?? other;
        return found ? { id: found, name } : null;
      }),
  ])
  .nullish()
  .catch(null)
  .transform((who) => who ?? null);

const transfer = z.object({
  id: optionalText,
  targetType: optionalText,
  targetId: optionalText,
  state: optionalText,
});
const call = z.object({
  id,
  state: z.enum(CALL_STATES),
  connectedTo: person,
  /** Left out by a CXone that does not say; null where no transfer is known of. */
  transfer: transfer.nullish(),
});
export type V2Call = z.output<typeof call>;

const pathOf = (callId: string) => `api/v2/voice/calls/${encodeURIComponent(callId)}`;

/** How a call stands (T-30). Throws; `not_found` when the call is known no more. */
export const getCall = (client: CxoneV2Client, callId: string): Promise<V2Call> =>
  client.read({ operation: "cxone.v2.call", method: "GET", path: pathOf(callId), idempotent: true }, call);

const accepted = z.object({ id: optionalText, state: z.enum(CALL_STATES).nullish().catch(null) });

/** Sends a transfer (T-10 to T-16), once. Throws. */
export const transferCall = (client: CxoneV2Client, callId: string, target: TransferTarget) =>
  client.read(
    {
      operation: "cxone.v2.transfer",
      method: "POST",
      path: `${pathOf(callId)}/transfer`,
      body: {
        transferType: target.transferType,
        targetType: target.targetType,
        targetId: target.targetId,
        ...(target.skillId ? { skillId: target.skillId } : {}),
        priority: target.priority,
        ...(target.callbackNumber ? { callbackNumber: target.callbackNumber } : {}),
      },
      idempotent: false,
    },
    accepted,
  );

const liveCall = z.object({
  id,
  state: z.string(),
  from: optionalText,
  to: optionalText,
  queue: z
    .union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)])
    .nullish()
    .catch(null)
    .transform((name) => name ?? null),
  queueName: optionalText,
  connectedTo: person,
  agent: person,
  startedAt: optionalText,
});
export type V2LiveCall = z.output<typeof liveCall>;

/** Calls that are under way; null where there is no such endpoint: seed 001 does not name it. */
export const listLiveCalls = (client: CxoneV2Client): Promise<V2LiveCall[] | null> =>
  client.find(
    { operation: "cxone.v2.calls", method: "GET", path: "api/v2/voice/calls", idempotent: true },
    z.array(liveCall),
  );
