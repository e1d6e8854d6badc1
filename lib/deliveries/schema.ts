import * as z from "zod";
import { commaList, keptMoment, type ListPage, moment, pageLimit, searchText } from "#lib/api/schema.ts";
import {
  type DeliveryEndpoint,
  type DeliveryResult,
  ENDPOINTS,
  RESULTS,
  VERDICTS,
  type Verdict,
} from "./mapping.ts";

/** Where a page begins: when the delivery beside it came, and its number. */
export type DeliveryKey = { at: Date; id: number };

export const formatDeliveryKey = ({ at, id }: DeliveryKey) => `${at.getTime()}-${id}`;

const cursor = z
  .string()
  .regex(/^\d{1,14}-\d{1,15}$/, { error: "This is no place in the inbox." })
  .transform((text): DeliveryKey => {
    const [at, id] = text.split("-").map(Number);
    return { at: new Date(at ?? 0), id: id ?? 0 };
  })
  .optional();

export const deliveryIdSchema = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

const handoverIds = z.string().regex(/^[0-9a-f]{24}$/, { error: "A handover id has 24 hexadecimal digits." });

/** What may be asked of the inbox. `q` is the number of a delivery, or the id of a conversation, message or request. */
export const deliveryQuerySchema = z.object({
  q: searchText,
  verdict: commaList(z.enum(VERDICTS)),
  result: commaList(z.enum(RESULTS)),
  endpoint: commaList(z.enum(ENDPOINTS)),
  handover: commaList(handoverIds),
  conversation: z.string().max(100).optional(),
  from: moment,
  to: moment,
  older: cursor,
  newer: cursor,
  limit: pageLimit,
});
export type DeliveryQuery = z.infer<typeof deliveryQuerySchema>;

/** A delivery, as lists show it. */
export type DeliveryView = {
  /** Its number, and with the time the cursor. */
  id: number;
  key: string;
  /** ISO 8601. */
  at: string;
  endpoint: DeliveryEndpoint;
  /** What it means to a conversation; null for calls that became no event. */
  kind: string | null;
  verdict: Verdict;
  /** The delivery that it repeats or replays. */
  of: number | null;
  /** How many equal calls this row stands for. */
  times: number;
  /** What was answered; null for what was accepted as new. */
  status: number | null;
  /** Null for what is not carried out by itself. */
  result: DeliveryResult | null;
  attempts: number;
  nextAt: string | null;
  /** What went wrong, why it was refused, or what was noteworthy. */
  note: string | null;
  providerId: string | null;
  /** Null also when the handover has been deleted since. */
  providerName: string | null;
  conversationId: string | null;
  externalId: string | null;
};

export type DeliveryPage = ListPage<DeliveryView>;

/** One thing that happened to a delivery after it was stored, newest first. */
export type DeliveryEcho = {
  id: number;
  at: string;
  endpoint: DeliveryEndpoint;
  verdict: Verdict;
  times: number;
  note: string | null;
};

export type DeliveryDetail = DeliveryView & {
  requestId: string | null;
  caller: string | null;
  /** Redacted; what people wrote is hidden from roles that read no conversations. */
  payload: unknown;
  echoes: DeliveryEcho[];
  /** Why its conversation stands still; null when it does not. */
  parkedReason: string | null;
  /** Whether the reader's role may replay. */
  mayReplay: boolean;
  /** Whether it can be carried out again although it is done. */
  canForce: boolean;
};

/** How much waits to be carried out. */
export type QueueHealth = {
  waiting: number;
  /** Of those, how many failed and wait for their next try. */
  failing: number;
  parked: number;
  parkedConversations: number;
  /** When the oldest that is waiting came; ISO 8601. */
  oldestAt: string | null;
};

export const replayDeliverySchema = z.strictObject({ force: z.boolean().default(false) });

export const replayFailedSchema = z.strictObject({
  since: keptMoment,
  handover: handoverIds.optional(),
});
export type ReplayFailedInput = z.infer<typeof replayFailedSchema>;

/** What a replay did: nothing to a delivery that is done, unless it was forced. */
export type ReplayOutcome = "unchanged" | "tried_again" | "forced";
export type ReplayAnswer = { outcome: ReplayOutcome; delivery: DeliveryDetail };
export type ReplayFailedAnswer = { deliveries: number; conversations: number; more: boolean };

/** What the filters of the inbox offer. */
export type DeliveryFilters = { handovers: { id: string; name: string }[] };
