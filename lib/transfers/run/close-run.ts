import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import { jobCtx } from "#lib/auth/ctx.ts";
import { shownJson } from "#lib/auth/shown-number.ts";
import { dialectOf } from "#lib/connections/mapping.ts";
import type { ConnectionKind } from "#lib/connections/schema.ts";
import { db, type Tx } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { removeDue } from "#lib/jobs/due-rows.ts";
import { notify } from "#lib/live/notify.ts";
import { countTransfer } from "../log/count-transfer.ts";
import { stepInWords } from "../words/mapping.ts";
import type { Collected } from "./collect.ts";
import type { Course } from "./course.ts";
import { subjectOf, TRANSFERS, TRANSFERS_TOPIC, transferTopic } from "./insert-run.ts";
import { filedUnder, namedBySight } from "./mapping.ts";
import { tellConversation } from "./tell-conversation.ts";

/**
 * Moves a transfer that has ended into the log: row, tally, audit entry (T-52) and call to the browsers in one transaction,
 * with the fence checked. False when the lease is lost: then nothing is written.
 */
export async function closeRun(course: Course, collected: Collected): Promise<boolean> {
  const { run, item, state } = course;
  const outcome = state.outcome ?? "unknown";
  const endedAt = course.now;
  const durationMs = Math.round(item.waitedMs());
  const named = namedBySight(run.policy, course.timeline);
  const filed = filedUnder(named);
  const target = stepInWords(named, state.step);
  return db().$transaction(async (tx) => {
    if (!(await removeDue(tx, TRANSFERS, item))) return false;
    const { count } = await tx.transferRun.deleteMany({ where: { id: run.id } });
    if (count === 0) return false;
    await insertTransfer(tx, course, collected, { outcome, endedAt, durationMs, filed, target });
    await tellConversation(tx, {
      id: run.id,
      conversationId: run.conversationId,
      outcome,
      target,
      at: endedAt,
    });
    for (const topic of [TRANSFERS_TOPIC, transferTopic(run.id)]) await notify(tx, topic);
    await countTransfer(tx, {
      at: run.at,
      connectionId: run.connectionId,
      queueId: filed.queueId,
      outcome,
      reason: state.reason?.code ?? null,
      durationMs,
    });
    await writeAudit(tx, jobCtx("transfers", run.requestId, run.actor), {
      action: `transfer.${outcome}`,
      object: subjectOf(run.id),
      after: withoutCaller(run.caller, {
        timestamp: endedAt.toISOString(),
        callId: run.callId,
        targetQueueId: filed.queueId ?? filed.skillId,
        agentId: state.agent?.id ?? null,
        agentPresence: collected.presence,
        analyticsSnapshot: collected.metrics,
        target,
        attempts: state.attempts,
        reason: state.reason?.text ?? null,
        policy: run.policyName,
        version: run.policyVersion,
      }),
    });
    return true;
  });
}

/** The audit log is read by more than may see numbers, and is never changed. */
const withoutCaller = (caller: string | null, value: object): object =>
  shownJson({ actor: { kind: "apiToken", id: "", name: "", role: "operator" } }, value, caller);

type End = {
  outcome: string;
  endedAt: Date;
  durationMs: number;
  filed: ReturnType<typeof filedUnder>;
  target: string;
};

async function insertTransfer(tx: Tx, course: Course, collected: Collected, end: End): Promise<void> {
  const { run, state } = course;
  const connection = await tx.connection.findUnique({
    where: { id: run.connectionId },
    select: { kind: true },
  });
  await tx.transfer.create({
    data: {
      id: run.id,
      at: run.at,
      endedAt: end.endedAt,
      connectionId: run.connectionId,
      // The row outlives the connection.
      dialect: connection && dialectOf(connection.kind as ConnectionKind),
      callId: run.callId,
      caller: run.caller,
      policyId: run.policyId,
      policyName: run.policyName,
      policyVersion: run.policyVersion,
      ...end.filed,
      target: end.target,
      agentId: state.agent?.id ?? null,
      agentName: state.agent?.name ?? null,
      presence: collected.presence,
      outcome: end.outcome,
      reason: state.reason?.code ?? null,
      reasonText: state.reason?.text ?? null,
      attempts: state.attempts,
      durationMs: end.durationMs,
      source: run.source,
      note: run.note,
      conversationId: run.conversationId,
      actorKind: run.actor.kind,
      actorId: run.actor.id,
      actorName: run.actorName,
      requestId: run.requestId,
      policy: json(run.policy),
      timeline: json(course.timeline),
      metrics: collected.metrics ? json(collected.metrics) : Prisma.DbNull,
    },
    select: { id: true },
  });
}

const json = (value: unknown) => value as Prisma.InputJsonValue;
