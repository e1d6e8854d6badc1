import * as z from "zod";
import { commaList } from "#lib/api/schema.ts";
import { periodSchema } from "../log/schema.ts";
import type { Outcome } from "../schema.ts";
import type { ReasonCode } from "../state.ts";

/** What the morning page is asked for: days of a zone, and connections; all of them when none is named. */
export const summaryQuerySchema = z.object({
  period: periodSchema.default({ name: "7d", zone: "UTC" }),
  connection: commaList(z.string().max(100)),
});
export type SummaryQuery = z.infer<typeof summaryQuerySchema>;

/** How many calls ended in which way. */
export type OutcomeCounts = Record<Outcome, number>;

/** How transfers ended in a period, and in as many days before it. Times in ISO 8601. */
export type TransferSummary = {
  /** As it was asked for: `7d@Europe/Berlin`. */
  period: string;
  zone: string;
  from: string;
  to: string;
  total: number;
  outcomes: OutcomeCounts;
  /** From the start to the end of a transfer; null when there was none. */
  meanMs: number | null;
  before: { from: string; to: string; total: number; outcomes: OutcomeCounts; meanMs: number | null };
  unit: "hour" | "day";
  /** In their order, those without a call as well. */
  bars: { from: string; to: string; total: number; outcomes: OutcomeCounts }[];
  /** Why the first target came to nothing, the most frequent first. */
  reasons: { reason: ReasonCode; count: number }[];
  /** Queues whose calls did not get through to them, those with the most such calls first. */
  queues: {
    connectionId: string;
    connectionName: string;
    queueId: string;
    name: string;
    total: number;
    missed: number;
  }[];
  /** False when no transfer has ever ended. */
  hasEnded: boolean;
};
