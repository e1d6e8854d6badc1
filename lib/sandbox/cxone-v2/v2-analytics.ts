import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Call, Transfer } from "../state/voice-model.ts";
import { findCall } from "../telephony/calls.ts";
import { asArray, asText, isRecord, type JsonRecord } from "../wire/values.ts";
import { badField } from "./v2-error.ts";
import { readObject } from "./v2-values.ts";

const biggest = 1000;
type Metric = { name: string; type: string; value: number | null };

function readTime(body: JsonRecord, name: string): number {
  const sent = asText(body[name]);
  const time = sent && /^\d{4}-\d\d-\d\dT/.test(sent) ? Date.parse(sent) : Number.NaN;
  if (Number.isNaN(time)) throw badField(name, `${name} must be a time such as 2026-01-01T00:00:00.000Z.`);
  return time;
}

/** T-50: `transferSuccess` is a count, `transferDuration` an average in milliseconds; nothing counted has no average. */
function measure(wanted: unknown, transfers: readonly Transfer[]): Metric {
  const done = transfers.filter((transfer) => transfer.state === "CONNECTED");
  const { name, type } = isRecord(wanted) ? wanted : {};
  if (name === "transferSuccess" && type === "count") return { name, type, value: done.length };
  if (name === "transferDuration" && type === "average") {
    const sum = done.reduce((total, one) => total + ((one.endedAt ?? 0) - one.startedAt), 0);
    return { name, type, value: done.length === 0 ? null : Math.round(sum / done.length) };
  }
  throw badField("aggregations", `There is no metric ${JSON.stringify(wanted)}.`);
}

function readCallIds(filters: unknown): string[] | null {
  if (filters == null) return null;
  const list = Array.isArray(filters) ? filters : [filters];
  if (list.length === 0) return null;
  return list.flatMap((filter) => {
    if (
      !isRecord(filter) ||
      filter.type !== "call" ||
      filter.field !== "callId" ||
      !Array.isArray(filter.values)
    )
      throw badField("aggregations", 'A filter is {"type": "call", "field": "callId", "values": […]}.');
    return filter.values.map(String);
  });
}

/**
 * The analytics query of seed 001: transfers that began between two moments, of the calls that a filter names. `size`
 * bounds the conversations beside the numbers, and changes no number.
 */
export function v2AnalyticsRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const transfersOf = (calls: readonly Call[], from: number, to: number) => {
    const until = Math.min(to, store.now() - store.switches.analyticsLagSeconds * 1000);
    return calls
      .flatMap((call) => call.transfers)
      .filter(
        (one) => one.startedAt >= from && one.startedAt <= to && (one.endedAt ?? one.startedAt) <= until,
      );
  };

  const shaped = (named: [string, Metric[]][]): JsonRecord => {
    switch (store.switches.analyticsShape) {
      case "results":
        return { results: named.map(([name, metrics]) => ({ name, metrics })) };
      case "flat":
        return Object.fromEntries(
          named.flatMap(([, metrics]) => metrics.map(({ name, value }) => [name, value])),
        );
      default:
        return {
          aggregations: Object.fromEntries(
            named.map(([name, metrics]) => [
              name,
              Object.fromEntries(metrics.map((metric) => [metric.name, { [metric.type]: metric.value }])),
            ]),
          ),
        };
    }
  };

  app.post("/cxone-v2/api/v2/analytics/conversations/details/query", async (c) => {
    const body = await readObject(c, ["from", "to", "size", "aggregations"]);
    const [from, to] = [readTime(body, "from"), readTime(body, "to")];
    if (from > to) throw badField("to", "to lies before from.");
    const size = body.size ?? 100;
    if (typeof size !== "number" || !Number.isInteger(size) || size < 1 || size > biggest)
      throw badField("size", `size must be a whole number from 1 to ${biggest}.`);
    const { aggregations } = body;
    if (!isRecord(aggregations)) throw badField("aggregations", "aggregations is required, as an object.");
    const counted = Object.entries(aggregations).map(([name, wanted]) => {
      if (!isRecord(wanted)) throw badField("aggregations", `The aggregation ${name} is no object.`);
      const ids = readCallIds(wanted.filters);
      const calls = ids ? ids.flatMap((id) => findCall(store, id) ?? []) : store.voice.calls.list();
      const transfers = transfersOf(calls, from, to);
      const metrics = asArray(wanted.metrics).map((one) => measure(one, transfers));
      return { name, metrics, calls };
    });
    const details = new Set(counted.flatMap(({ calls }) => calls));
    const inRange = [...details].filter((call) => call.startedAt <= to && (call.endedAt ?? to) >= from);
    return c.json({
      ...shaped(counted.map(({ name, metrics }) => [name, metrics])),
      totalHits: inRange.length,
      conversations: inRange.slice(0, size).map(conversation),
    });
  });
}

function conversation(call: Call): JsonRecord {
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    callId: call.callId,
    startTime: time(call.startedAt),
    endTime: time(call.endedAt),
    transfers: call.transfers.map(({ transferId, state, startedAt, endedAt }) => ({
      id: transferId,
      state,
      startTime: time(startedAt),
      endTime: time(endedAt),
    })),
  };
}
