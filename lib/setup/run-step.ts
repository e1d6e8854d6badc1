import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { type Decision, decideChange } from "./decide-change.ts";
import type { SetupDefinition } from "./definition.ts";
import { loadSetup, requireStep } from "./load-setup.ts";
import type { PlanLine } from "./plan.ts";
import type {
  Applied,
  Change,
  DesiredObject,
  ManagedRecord,
  ObservedObject,
  SetupBase,
  Step,
} from "./step.ts";
import { LockLost, type SubjectLock } from "./subject-lock.ts";

/** What this process saw of each step since it took up the run. */
export type SeenByStep = Map<string, ObservedObject[]>;

export type RunStepKey = { runId: string; seq: number; subject: string };

/**
 * Carries out one line of a run: journal "running", look, do what is left to do, journal "done" with the reference.
 * Killed anywhere in between and started again, it finds what it has already done by looking.
 */
export async function runStep<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  key: RunStepKey,
  lock: SubjectLock,
  seen: SeenByStep = new Map(),
): Promise<void> {
  const row = await db().setupRunStep.findUniqueOrThrow({
    where: { runId_seq: { runId: key.runId, seq: key.seq } },
  });
  if (row.state === "done") return;
  // Through the connection that holds the lock: who lost the lock fails here, before the call goes out.
  await lock.query(
    `UPDATE setup_run_step SET state = 'running', attempt = attempt + 1, error = NULL, finished_at = NULL,
       started_at = coalesce(started_at, now()) WHERE run_id = $1 AND seq = $2`,
    [key.runId, key.seq],
  );
  await lock.query("SELECT pg_notify('patchbay', $1)", [JSON.stringify({ topic: `run:${key.runId}` })]);

  const line = row.change as unknown as PlanLine;
  const step = requireStep(setup, row.stepId);
  const context = await loadSetup(setup, ctx, key.subject);
  const desired = step.desired?.(context).find((object) => object.lineId === line.lineId);
  const own = context.managed.find((record) => record.lineId === line.lineId);
  const resumed = row.attempt > 0;
  const observed = line.action === "delete" ? [] : await lookOnce(step, context, seen, resumed);
  const decision = decideChange({
    line,
    desired,
    current: observed.find((object) => object.lineId === line.lineId),
    own,
    resumed,
    ignored: context.ignored,
  });
  const applied = await carryOut(step, context, decision, desired, resumed);
  await recordDone(ctx, key, { step, context, line, desired, own, decision, applied });
}

/** What became of a line; without a reference when the object is ours no more. */
type Done = Omit<Applied, "remoteId"> & { remoteId: string | null };

/** Lines of one step share a look; a line that was tried before looks again, for it may have been done. */
async function lookOnce<C extends SetupBase>(
  step: Step<C>,
  context: C,
  seen: SeenByStep,
  again: boolean,
): Promise<ObservedObject[]> {
  const known = again ? undefined : seen.get(step.id);
  const observed = known ?? (await step.observe?.(context)) ?? [];
  seen.set(step.id, observed);
  return observed;
}

async function carryOut<C extends SetupBase>(
  step: Step<C>,
  context: C,
  decision: Decision,
  desired: DesiredObject | undefined,
  resumed: boolean,
): Promise<Done | null> {
  if (decision.do === "refuse") throw new AppError("plan_stale", { detail: decision.sentence });
  if (decision.do === "forget") return null;
  if (decision.do === "nothing") return { remoteId: decision.remoteId };
  const change = changeOf(decision, desired, resumed);
  if (!step.apply) throw new Error(`Step ${step.id} has lines to apply and no way to`);
  const applied = await step.apply(change, context);
  return change.action === "delete" ? { ...applied, remoteId: null } : applied;
}

function changeOf(decision: Decision, desired: DesiredObject | undefined, resumed: boolean): Change {
  if (decision.do === "delete") return { action: "delete", managed: decision.managed, resumed };
  if (desired && decision.do === "create") return { action: "create", desired, resumed };
  if (desired && decision.do === "change") {
    return { action: "change", desired, current: decision.current, resumed };
  }
  throw new Error(`No change for decision ${decision.do}`);
}

type Outcome<C extends SetupBase> = {
  step: Step<C>;
  context: C;
  line: PlanLine;
  desired: DesiredObject | undefined;
  own: ManagedRecord | undefined;
  decision: Decision;
  applied: Done | null;
};

async function recordDone<C extends SetupBase>(
  ctx: Ctx,
  key: RunStepKey,
  outcome: Outcome<C>,
): Promise<void> {
  const { step, context, line, desired, decision, applied } = outcome;
  const remoteId = applied?.remoteId ?? null;
  await db().$transaction(async (tx) => {
    const { count } = await tx.setupRunStep.updateMany({
      where: { runId: key.runId, seq: key.seq, state: "running" },
      data: {
        state: "done",
        finishedAt: ctx.now(),
        ref: { remoteId, ...(applied?.note ? { note: applied.note } : {}) },
      },
    });
    if (count === 0) throw new LockLost("The line was recorded by another process");
    const where = { subject_lineId: { subject: key.subject, lineId: line.lineId } };
    if (remoteId === null || !desired) {
      await tx.managedObject.deleteMany({ where: { subject: key.subject, lineId: line.lineId } });
    } else {
      const facts = {
        system: desired.system,
        kind: desired.kind,
        name: desired.name,
        naturalKey: desired.naturalKey,
        remoteId,
        ownership: ownershipOf(decision),
        applied: desired.fields,
      };
      await tx.managedObject.upsert({
        where,
        create: { subject: key.subject, lineId: line.lineId, ...facts, createdAt: ctx.now() },
        update: facts,
      });
    }
    await tx.setupDrift.deleteMany({ where: { subject: key.subject, lineId: line.lineId } });
    await step.recorded?.(tx, ctx, context, line.lineId, remoteId);
    await notify(tx, `run:${key.runId}`);
    await writeAudit(tx, ctx, {
      action: `setup.line_${decision.do === "nothing" ? "confirmed" : "applied"}`,
      object: key.subject,
      after: {
        runId: key.runId,
        lineId: line.lineId,
        action: line.action,
        title: line.title,
        remoteId,
        fields: Object.fromEntries(line.fields.filter((f) => f.changed).map((f) => [f.name, f.to])),
      },
    });
  });
}

function ownershipOf(decision: Decision): "created" | "adopted" {
  return "ownership" in decision ? decision.ownership : "created";
}
