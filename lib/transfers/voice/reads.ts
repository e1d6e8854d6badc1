import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { shownCaller, shownJson } from "#lib/auth/shown-number.ts";
import { explainVendorError } from "#lib/connections/explain-vendor-error.ts";
import { voiceFor } from "#lib/connections/voice-for.ts";
import type { CallMetrics } from "#lib/cxone/voice/state.ts";
import type { Voice } from "#lib/cxone/voice/voice.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { rangeOf } from "../run/collect.ts";
import type { MetricsQuery } from "../run/schema.ts";
import type { LiveCalls, VoiceChoices } from "./schema.ts";

/** A picker does not wait longer for a contact centre. */
const PATIENCE_MS = 8_000;

/**
 * What a call can be sent to, for pickers. Throws `not_found`, `bad_request` for a connection without calls, and
 * `upstream_failed` or `upstream_timeout` in words when the contact centre does not answer.
 */
export async function listChoices(
  ctx: Ctx,
  connectionId: string,
  kind: "queues" | "skills" | "agents",
  search: string,
): Promise<VoiceChoices> {
  requireRole(ctx, "admin", "operator", "supervisor");
  return { items: await ask(ctx, connectionId, (voice) => voice.listTargets(kind, search)) };
}

/** Calls that could be transferred now. Throws as `listChoices`. */
export async function listLiveCalls(ctx: Ctx, connectionId: string): Promise<LiveCalls> {
  requireRole(ctx, "admin", "operator", "supervisor");
  const calls = await ask(ctx, connectionId, (voice) => voice.listCalls());
  const shown = calls?.map((call) => ({
    ...call,
    from: shownCaller(ctx, call.from),
    to: shownCaller(ctx, call.to),
  }));
  return { items: shown ?? null };
}

/** What the contact centre has counted for the call of a transfer (T-50), between two moments or at the call's own time. */
export async function getCallMetrics(
  ctx: Ctx,
  transferId: string,
  query: MetricsQuery,
): Promise<CallMetrics> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const select = { callId: true, caller: true, connectionId: true, at: true } as const;
  const found =
    (await db().transferRun.findUnique({ where: { id: transferId }, select })) ??
    (await db().transfer.findFirst({ where: { id: transferId }, select }));
  if (!found) throw new AppError("not_found", { detail: "There is no such transfer." });
  const own = rangeOf(found.at, ctx.now());
  const range = {
    from: query.from ? new Date(query.from) : own.from,
    to: query.to ? new Date(query.to) : own.to,
  };
  const metrics = await ask(ctx, found.connectionId, (voice) => voice.readMetrics(found.callId, range));
  return shownJson(ctx, metrics, found.caller);
}

async function ask<Answer>(
  ctx: Ctx,
  connectionId: string,
  read: (voice: Voice) => Promise<Answer>,
): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return await read(await voiceFor(connectionId, { requestId: ctx.requestId, signal }));
  } catch (error) {
    throw explainVendorError(error);
  }
}
