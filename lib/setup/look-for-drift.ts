import "server-only";
import { whoChanged } from "#lib/audit/who-changed.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db, type Tx } from "#lib/db/client.ts";
import { Prisma, type SetupDrift } from "#lib/db/generated/client.ts";
import { AppError, isDatabaseGone, toProblem } from "#lib/errors.ts";
import { UpstreamError } from "#lib/http/upstream-error.ts";
import { notify } from "#lib/live/notify.ts";
import { log } from "#lib/log.ts";
import { openNotice } from "#lib/notices/open-notice.ts";
import { resolveNotice } from "#lib/notices/resolve-notice.ts";
import type { SetupDefinition } from "./definition.ts";
import { type DriftFinding, findDrift, isSameFinding } from "./drift.ts";
import { explainFailure } from "./explain-failure.ts";
import { loadSetup } from "./load-setup.ts";
import { desiredOf, observeAll } from "./observe-setup.ts";
import type { SetupBase } from "./step.ts";
import { stepOfLine } from "./step.ts";

export type LookOutcome = "clean" | "drifted" | "skipped" | "failed";

/** Names the notice about drift of a subject. */
export const driftCause = (subject: string) => `${subject}:drift`;

/**
 * Compares the other side with what was applied last and keeps the differences (F-20). Reads only. A system that is
 * known to be down is left alone: nothing is known then, so nothing is said to be mended either. Never throws for a
 * failure of the other side; the outcome says it. Throws `conflict` while a run is under way.
 */
export async function lookForDrift<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  subject: string,
): Promise<LookOutcome> {
  requireRole(ctx, "admin", "operator");
  await requireNoRun(subject);
  const context = await loadSetup(setup, ctx, subject);
  const known = await db().setupDrift.findMany({ where: { subject } });
  try {
    const findings = findDrift({
      desired: desiredOf(setup, context),
      observed: await observeAll(setup, context),
      managed: context.managed,
      confirmedByHand: confirmedByHand(setup, context, known),
    });
    const found = await Promise.all(
      findings.map(async (finding) => ({ ...finding, who: await whoDid(setup, context, finding) })),
    );
    return await db().$transaction((tx) =>
      keep(tx, setup, ctx, { subject, title: setup.title(context), found }),
    );
  } catch (error) {
    if (isDatabaseGone(error)) throw error;
    return noteFailure(setup, ctx, subject, error);
  }
}

/** Half-way through a run the other side is neither as before nor as wanted. */
async function requireNoRun(subject: string): Promise<void> {
  const under = await db().setupRun.count({ where: { subject, state: { in: ["queued", "running"] } } });
  if (under === 0) return;
  throw new AppError("conflict", {
    title: "A plan is being applied",
    detail: "What is in the other system is about to change.",
    fix: "Wait until the run has ended.",
  });
}

/** A line done by hand counts from when its step was done; once it drifted, until it is as wanted again. */
function confirmedByHand<C extends SetupBase>(
  setup: SetupDefinition<C>,
  context: C,
  known: readonly SetupDrift[],
): Set<string> {
  const done = setup.steps.filter((step) => step.todo(context) === null);
  const lines = done.flatMap((step) => step.desired?.(context) ?? []).map((object) => object.lineId);
  return new Set([...lines, ...known.map((row) => row.lineId)]);
}

type Found = DriftFinding & { who: { by: string; at: Date } | null };

async function whoDid<C extends SetupBase>(setup: SetupDefinition<C>, context: C, finding: DriftFinding) {
  const step = setup.steps.find(({ id }) => id === stepOfLine(finding.lineId));
  const object = step?.auditObject?.(context, finding.remoteId);
  return object ? whoChanged(object, context.lastRun?.finishedAt ?? undefined) : null;
}

async function keep<C extends SetupBase>(
  tx: Tx,
  setup: SetupDefinition<C>,
  ctx: Ctx,
  { subject, title, found }: { subject: string; title: string; found: readonly Found[] },
): Promise<LookOutcome> {
  const now = ctx.now();
  const before = await tx.setupDrift.findMany({ where: { subject } });
  const keyOf = (row: { lineId: string; field: string }) => `${row.lineId} ${row.field}`;
  const old = new Map(before.map((row) => [keyOf(row), row]));
  const current = new Set(found.map(keyOf));
  const gone = before.filter((row) => !current.has(keyOf(row)));
  for (const { lineId, field } of gone) {
    await tx.setupDrift.delete({ where: { subject_lineId_field: { subject, lineId, field } } });
  }
  const fresh: Found[] = [];
  for (const finding of found) {
    const row = old.get(keyOf(finding));
    if (row && isSameFinding(row, finding)) continue;
    fresh.push(finding);
    await upsertDrift(tx, subject, finding, now);
  }
  const open = found.filter((finding) => {
    const row = old.get(keyOf(finding));
    return !(row?.ignoredAt && isSameFinding(row, finding));
  });
  await tellAboutDrift(tx, { subject, title, page: setup.page?.(subject) ?? "/overview", open, now });
  const outcome = open.length > 0 ? "drifted" : "clean";
  const look = { lookedAt: now, outcome, message: null };
  await tx.setupLook.upsert({ where: { subject }, create: { subject, dueAt: now, ...look }, update: look });
  await notify(tx, `setup:${subject}`);
  if (fresh.length > 0 || gone.length > 0) {
    await writeAudit(tx, ctx, {
      action: fresh.length > 0 ? "setup.drift_found" : "setup.drift_gone",
      object: subject,
      before: Object.fromEntries(gone.map((row) => [keyOf(row).trim(), row.found])),
      after: Object.fromEntries(fresh.map((row) => [keyOf(row).trim(), row.found])),
    });
  }
  return outcome;
}

async function upsertDrift(tx: Tx, subject: string, finding: Found, now: Date): Promise<void> {
  const { lineId, field, system, kind, name, who } = finding;
  const facts = {
    system,
    kind,
    name,
    expected: json(finding.expected),
    found: json(finding.found),
    changedBy: who?.by ?? null,
    changedAt: who?.at ?? null,
    // Somebody decided about another value than this one.
    ignoredBy: null,
    ignoredAt: null,
    ignoredReason: null,
  };
  await tx.setupDrift.upsert({
    where: { subject_lineId_field: { subject, lineId, field } },
    create: { subject, lineId, field, since: now, ...facts },
    update: { since: now, ...facts },
  });
}

const json = (value: unknown) => (value === null ? Prisma.DbNull : (value as Prisma.InputJsonValue));

/** One notice per subject: opened when something drifted, resolved when it was seen to be as applied again. */
export async function tellAboutDrift(
  tx: Tx,
  about: {
    subject: string;
    title: string;
    page: string;
    open: readonly { kind: string; name: string; field: string }[];
    now: Date;
  },
): Promise<void> {
  const cause = driftCause(about.subject);
  if (about.open.length === 0) {
    await resolveNotice(tx, cause, about.now);
    return;
  }
  const what = about.open.map(
    ({ kind, name, field }) => `${kind} ${name}${field ? `: ${field}` : " is gone"}`,
  );
  await openNotice(tx, {
    cause,
    severity: "warning",
    title: `${about.title} has drifted`,
    body: `Changed outside of Patchbay: ${[...new Set(what)].join("; ")}. Accept, revert or ignore each on its page.`,
    link: about.page,
    now: about.now,
  });
}

async function noteFailure<C extends SetupBase>(
  setup: SetupDefinition<C>,
  ctx: Ctx,
  subject: string,
  error: unknown,
): Promise<LookOutcome> {
  const { title, detail, status } = toProblem(explainFailure(setup, error), ctx.requestId);
  if (status === 500) log.error({ err: error, subject }, "look for drift failed");
  const outcome = isBreakerOpen(error) ? "skipped" : "failed";
  const look = { outcome, message: detail ?? title };
  await db().$transaction(async (tx) => {
    await tx.setupLook.upsert({
      where: { subject },
      create: { subject, dueAt: ctx.now(), ...look },
      update: look,
    });
    await notify(tx, `setup:${subject}`);
  });
  return outcome;
}

function isBreakerOpen(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    if (at instanceof UpstreamError) return at.kind === "breaker-open";
  }
  return false;
}
