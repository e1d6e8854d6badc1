import "server-only";
import { changedMeanwhile } from "#lib/audit/who-changed.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { refuseFailingCases } from "./cases/refuse-failing-cases.ts";
import { loadPolicy } from "./load-policy.ts";
import { auditOf, changesBetween, type PolicyContent } from "./mapping.ts";
import { getPolicy } from "./reads.ts";
import type { PolicyChange, PolicyView } from "./schema.ts";
import { POLICIES_TOPIC, subjectOf } from "./subject.ts";
import { orPolicyNameTaken, parseBody, refuseTakenName, writeVersion } from "./write-version.ts";

/** What makes another version: cases that are kept beside it do not. */
const FORM_ACTIONS = ["policy.changed", "policy.restored", "policy.archived"];

/**
 * Makes the next version of a policy. Transfers under way go on by the version they began with. Throws `conflict` with who
 * saved what since `version`, or with the cases that fail unless they are let pass; `bad_input`, `name_taken`.
 */
export async function updatePolicy(ctx: Ctx, id: string, change: PolicyChange): Promise<PolicyView> {
  requireRole(ctx, "admin", "operator");
  const { dialect } = (await loadPolicy(id)).connection;
  const { version, name, description, note, allowFailingCases } = change;
  const body = parseBody(dialect, change.body);
  const content = { name, description, body };
  await saveVersion(ctx, id, { version, content, note, allowFailingCases, action: "policy.changed" });
  return getPolicy(ctx, id);
}

type Save = {
  /** The version that the change began from. */
  version: number;
  content: PolicyContent;
  note: string;
  allowFailingCases: boolean;
  action: "policy.changed" | "policy.restored";
};

/** Writes the next version unless it says the same as the last. For verbs that have checked role and body. */
export async function saveVersion(ctx: Ctx, id: string, save: Save): Promise<void> {
  const { version, content, note, allowFailingCases, action } = save;
  const { name, description, body } = content;
  const before = await loadPolicy(id);
  if (before.archivedAt) throw archived();
  if (before.version !== version) throw await changedMeanwhile(subjectOf(id), undefined, FORM_ACTIONS);
  if (changesBetween(before, content).length === 0) return;
  await refuseTakenName(name, id);
  const failing = await refuseFailingCases(before, body, allowFailingCases);
  await db().$transaction(async (tx) => {
    const { count } = await tx.transferPolicy
      .updateMany({
        where: { id, version, archivedAt: null },
        data: { name, description, body, version: { increment: 1 }, updatedAt: ctx.now() },
      })
      .catch(orPolicyNameTaken);
    // The loser of two saves changes no row.
    if (count === 0) throw await changedMeanwhile(subjectOf(id), undefined, FORM_ACTIONS);
    await writeVersion(tx, ctx, id, { ...content, version: version + 1, note, failing });
    await notify(tx, POLICIES_TOPIC);
    await writeAudit(tx, ctx, {
      action,
      object: subjectOf(id),
      before: auditOf(before),
      after: {
        ...auditOf(content),
        ...(failing.length > 0 ? { "failing cases": failing.map((one) => one.name).join(", ") } : {}),
      },
      ...(note ? { reason: note } : {}),
    });
  });
}

const archived = () =>
  new AppError("conflict", {
    title: "The policy is archived",
    detail: "An archived policy stays as it was.",
    fix: "Make a new policy from it.",
  });
