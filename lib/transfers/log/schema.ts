import * as z from "zod";
import { commaList, moment, pageLimit, searchText } from "#lib/api/schema.ts";
import { e164 } from "#lib/phone/schema.ts";
import { OUTCOMES, type Outcome, TRANSFER_SOURCES, type TransferSource } from "../schema.ts";
import { REASONS, type ReasonCode } from "../state.ts";
import { type Period, parsePeriod } from "./mapping.ts";

/** A transfer's time and id: its primary key and the cursor of the page beside it. */
export type TransferKey = { at: Date; id: string };

/** `1763719402123-trf_8f2…`; what the schema below reads. */
export const formatTransferKey = ({ at, id }: TransferKey) => `${at.getTime()}-${id}`;

const transferKeySchema = z
  .string()
  .regex(/^\d{1,14}-[\w-]{1,80}$/, { error: "This is no place in the log of transfers." })
  .transform((text): TransferKey => {
    const cut = text.indexOf("-");
    return { at: new Date(Number(text.slice(0, cut))), id: text.slice(cut + 1) };
  });

/** Whole days of a time zone; see `parsePeriod`. */
export const periodSchema = z.string().transform((text, ctx): Period => {
  const period = parsePeriod(text);
  if (typeof period !== "string") return period;
  ctx.issues.push({ code: "custom", message: period, input: text });
  return z.NEVER;
});

const id = z.string().max(100);
const filters = {
  q: searchText,
  connection: commaList(id),
  policy: commaList(id),
  /** Of the first route. */
  queue: commaList(id),
  skill: commaList(id),
  /** Who got the call. */
  agent: commaList(id),
  outcome: commaList(z.enum(OUTCOMES)),
  reason: commaList(z.enum(REASONS)),
  source: commaList(z.enum(TRANSFER_SOURCES)),
  /** One call, by its whole id. */
  call: id.optional(),
  /** Only for those who see numbers. */
  caller: e164.optional(),
  period: periodSchema.optional(),
  from: moment,
  to: moment,
};

/**
 * What may be asked of the log of transfers. `q` are words of a row (call, policy, queue, skill, target, agent, reason, note, who
 * started it), the last of which may be the beginning of one; who sees numbers may search for one of a caller.
 */
export const transferQuerySchema = z.object({
  ...filters,
  older: transferKeySchema.optional(),
  newer: transferKeySchema.optional(),
  limit: pageLimit,
});
export type TransferQuery = z.infer<typeof transferQuerySchema>;

/** The same filters for a file. */
export const transferExportSchema = z.object({ ...filters, format: z.enum(["csv", "jsonl"]).default("csv") });
export type TransferExport = z.infer<typeof transferExportSchema>;
export type TransferFiltersAsked = Omit<TransferExport, "format">;

/** A transfer that ended, as lists show it. Times in ISO 8601. */
export type TransferView = {
  id: string;
  /** When it was asked for. */
  at: string;
  endedAt: string;
  connectionId: string;
  /** Null when the connection has been deleted since. */
  connectionName: string | null;
  callId: string;
  /** Masked for those who may not see it whole. */
  caller: string | null;
  policyId: string;
  policyName: string;
  policyVersion: number;
  queueId: string | null;
  queueName: string | null;
  skillId: string | null;
  skillName: string | null;
  /** Where it ended up, in words. */
  target: string;
  agentId: string | null;
  agentName: string | null;
  /** Of that agent at the hand-off (T-51). */
  presence: string | null;
  outcome: Outcome;
  reason: ReasonCode | null;
  reasonText: string | null;
  /** Transfers that were issued. */
  attempts: number;
  durationMs: number;
  source: TransferSource;
  note: string | null;
  actor: { kind: string; id: string; name: string };
  requestId: string;
};

type Named = { id: string; name: string };

/** What the filters offer. */
export type TransferFilters = {
  connections: Named[];
  policies: Named[];
  queues: Named[];
  skills: Named[];
  agents: Named[];
  /** Whether a number of a caller may be searched for. */
  byCaller: boolean;
};
