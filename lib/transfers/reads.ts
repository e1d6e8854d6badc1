import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { shownCaller, shownJson, shownText } from "#lib/auth/shown-number.ts";
import { dialectOf } from "#lib/connections/mapping.ts";
import type { ConnectionKind } from "#lib/connections/schema.ts";
import type { CallMetrics, Dialect } from "#lib/cxone/voice/state.ts";
import { db } from "#lib/db/client.ts";
import type { Connection, Transfer, TransferRun } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { namedBySight } from "./run/mapping.ts";
import type { TransferDetail } from "./run/schema.ts";
import type { Outcome, PolicyBody, TransferSource } from "./schema.ts";
import type { ReasonCode, TimelineEvent, TransferState } from "./state.ts";
import { stepInWords } from "./words/mapping.ts";

export const CONNECTION = { select: { id: true, name: true, environment: true, kind: true } } as const;
export type NamedConnection = Pick<Connection, "id" | "name" | "environment" | "kind">;

/** A transfer with its timeline, open or ended. Throws `not_found`. */
export async function getTransfer(ctx: Ctx, id: string): Promise<TransferDetail> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const run = await db().transferRun.findUnique({ where: { id } });
  if (run) return openDetail(ctx, run, await linksOf(run));
  const ended = await db().transfer.findFirst({ where: { id } });
  if (!ended) throw new AppError("not_found", { detail: "There is no such transfer." });
  return endedDetail(ctx, ended, await linksOf(ended));
}

/** What a transfer leads to, as far as it is still there: the log outlives both. */
type Links = { connection: NamedConnection | null; policyHref: string | null };

async function linksOf({ connectionId, policyId }: TransferRun | Transfer): Promise<Links> {
  const [connection, policies] = await Promise.all([
    db().connection.findUnique({ where: { id: connectionId }, ...CONNECTION }),
    db().transferPolicy.count({ where: { id: policyId } }),
  ]);
  return { connection, policyHref: policies > 0 ? `/transfers/policies/${policyId}` : null };
}

/** A connection as a transfer names it. */
export const viewConnection = ({ id, name, environment }: Omit<NamedConnection, "kind">) => ({
  id,
  name,
  environment: environment === "sandbox" ? ("sandbox" as const) : ("live" as const),
});

function openDetail(ctx: Ctx, run: TransferRun, links: Links): TransferDetail {
  const state = run.state as TransferState;
  const policy = run.policy as PolicyBody;
  const { phase, callState, unknown, step } = state;
  return {
    ...common(ctx, run, links),
    dialect: links.connection && dialectOf(links.connection.kind as ConnectionKind),
    endedAt: null,
    durationMs: Math.max(0, ctx.now().getTime() - run.at.getTime()),
    target: shownText(
      ctx,
      stepInWords(namedBySight(policy, run.timeline as TimelineEvent[]), step),
      run.caller,
    ),
    open: { phase, callState, unknown, step, cancelBy: run.cancelBy },
    outcome: null,
    reason: shownJson(ctx, state.reason, run.caller),
    attempts: state.attempts,
    agent: state.agent,
    presence: null,
    metrics: null,
  };
}

function endedDetail(ctx: Ctx, row: Transfer, links: Links): TransferDetail {
  return {
    ...common(ctx, row, links),
    dialect: row.dialect as Dialect | null,
    endedAt: row.endedAt.toISOString(),
    durationMs: row.durationMs,
    target: shownText(ctx, row.target, row.caller),
    open: null,
    outcome: row.outcome as Outcome,
    reason: row.reason
      ? { code: row.reason as ReasonCode, text: shownText(ctx, row.reasonText ?? "", row.caller) }
      : null,
    attempts: row.attempts,
    agent: row.agentId ? { id: row.agentId, name: row.agentName } : null,
    presence: row.presence,
    metrics: shownJson(ctx, row.metrics as CallMetrics | null, row.caller),
  };
}

/** What an open transfer and one that has ended have in common. */
function common(ctx: Ctx, row: TransferRun | Transfer, { connection, policyHref }: Links) {
  return {
    id: row.id,
    at: row.at.toISOString(),
    connection: connection && viewConnection(connection),
    callId: row.callId,
    caller: shownCaller(ctx, row.caller),
    policy: {
      id: row.policyId,
      name: row.policyName,
      version: row.policyVersion,
      body: row.policy as PolicyBody,
      href: policyHref,
    },
    startedBy: row.actorName,
    source: row.source as TransferSource,
    note: shownText(ctx, row.note, row.caller),
    conversationId: row.conversationId,
    requestId: row.requestId,
    timeline: shownJson(ctx, row.timeline as TimelineEvent[], row.caller),
  };
}
