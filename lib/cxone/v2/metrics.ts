import "server-only";
import * as z from "zod";
import type { CallMetrics } from "../voice/state.ts";
import type { CxoneV2Client } from "./client.ts";

/** As the seed names it (T-50). */
const SIZE = 1_000;
const NAME = "transferMetrics";

/** The query of seed 001 for one call between two moments. */
const queryOf = (callId: string, from: Date, to: Date) => ({
  from: from.toISOString(),
  to: to.toISOString(),
  size: SIZE,
  aggregations: {
    [NAME]: {
      metrics: [
        { name: "transferSuccess", type: "count" },
        { name: "transferDuration", type: "average" },
      ],
      filters: [{ type: "call", field: "callId", values: [callId] }],
    },
  },
});

const record = z.record(z.string(), z.unknown());

/**
 * What CXone counted for a call (T-50). The seed does not show the answer, so a metric is read by its name wherever it
 * stands: as a member, or as an entry of a list. Null where it is not told. Durations are taken as milliseconds.
 */
export async function readMetricsOf(
  client: CxoneV2Client,
  callId: string,
  { from, to }: { from: Date; to: Date },
): Promise<CallMetrics> {
  const answer = await client.read(
    {
      operation: "cxone.v2.metrics",
      method: "POST",
      path: "api/v2/analytics/conversations/details/query",
      body: queryOf(callId, from, to),
      // It asks and changes nothing.
      idempotent: true,
    },
    record,
  );
  return {
    source: "POST /api/v2/analytics/conversations/details/query",
    from: from.toISOString(),
    to: to.toISOString(),
    transferSuccess: metricNamed("transferSuccess", answer),
    transferDurationMs: metricNamed("transferDuration", answer),
    facts: [],
    stateHistory: [],
  };
}

const MAX_DEPTH = 6;

/** The number of a metric: its own, or the one it holds under `value`, `count` or `average`. */
function metricNamed(name: string, answer: unknown, depth = 0): number | null {
  if (depth > MAX_DEPTH || typeof answer !== "object" || answer === null) return null;
  if (Array.isArray(answer)) return firstOf(answer, (item) => metricNamed(name, item, depth + 1));
  const found = answer as Record<string, unknown>;
  const own = found.name === name || found.metric === name ? found : found[name];
  return numberIn(own) ?? firstOf(Object.values(found), (item) => metricNamed(name, item, depth + 1));
}

function numberIn(value: unknown): number | null {
  if (typeof value === "number") return value;
  if (typeof value !== "object" || value === null) return null;
  const held = value as Record<string, unknown>;
  return firstOf([held.value, held.count, held.average], (item) => (typeof item === "number" ? item : null));
}

function firstOf<Item>(items: readonly Item[], read: (item: Item) => number | null): number | null {
  for (const item of items) {
    const found = read(item);
    if (found !== null) return found;
  }
  return null;
}
