import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db, type Tx } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import type { RowResult } from "#lib/tenant/schema.ts";
import { loadSignature } from "./load-signature.ts";
import { planAssignment, refusalOf, SIGNATURES_TOPIC, signatureSubject } from "./mapping.ts";
import { readAssigned, readPeople } from "./read-people.ts";
import type { AssignInput, AssignmentPlan, Person } from "./schema.ts";

/** What giving a signature to these people would do to each, from → to; nothing is written (M-46). */
export async function planAssign(
  ctx: Ctx,
  id: string,
  { agentIds }: { agentIds: readonly number[] },
): Promise<AssignmentPlan> {
  requireRole(ctx, "admin", "operator");
  const { connection } = await loadSignature(id);
  const { value, asOf, stale } = await readPeople(ctx, connection.id);
  const people = new Map(value.map((person) => [person.agentId, person]));
  return { rows: planAssignment(id, agentIds, people, await readAssigned(connection.id)), asOf, stale };
}

/**
 * Gives people a signature. What became of each is answered, not thrown: who cannot have it, or has another than when the move
 * was confirmed, fails alone and the others are kept (F-35). Repeating it is harmless.
 */
export async function assignSignature(
  ctx: Ctx,
  id: string,
  { agents }: AssignInput,
): Promise<{ results: RowResult[] }> {
  requireRole(ctx, "admin", "operator");
  const signature = await loadSignature(id);
  if (signature.deletedAt) throw deleted();
  const { value } = await readPeople(ctx, signature.connection.id);
  const people = new Map(value.map((person) => [person.agentId, person]));
  const results = await db().$transaction(async (tx) => {
    await lockSignature(tx, id);
    const rows: (RowResult & { told?: string })[] = [];
    for (const { agentId, from } of agents)
      rows.push(await assignOne(tx, ctx, signature, { agentId, from, person: people.get(agentId) }));
    await notify(tx, SIGNATURES_TOPIC);
    const told = rows.flatMap((row) => row.told ?? []);
    if (told.length > 0)
      await writeAudit(tx, ctx, {
        action: "email_signature.assigned",
        object: signatureSubject(id),
        after: { signature: signature.name, people: told.join("; ") },
      });
    return rows;
  });
  return { results: results.map(({ id, state, reason }) => ({ id, state, reason })) };
}

type Wish = { agentId: number; from: string | null; person: Person | undefined };

async function assignOne(
  tx: Tx,
  ctx: Ctx,
  signature: { id: string; connection: { id: string } },
  { agentId, from, person }: Wish,
): Promise<RowResult & { told?: string }> {
  const key = { connectionId: signature.connection.id, agentId };
  const had = await tx.signatureAssignment.findUnique({
    where: { connectionId_agentId: key },
    include: { signature: { select: { name: true } } },
  });
  const done: RowResult = { id: agentId, state: "done", reason: "" };
  if (had?.signatureId === signature.id) return done;
  const refused = refusalOf(person);
  if (!person || refused) return { ...done, state: "failed", reason: refused ?? "" };
  const row = {
    signatureId: signature.id,
    agentName: person.name,
    assignedBy: ctx.actor.name,
    assignedAt: ctx.now(),
  };
  // The state that was confirmed stands in the WHERE: of two moves at once the second changes no row.
  const count =
    from === null
      ? await tx.$executeRaw`
          INSERT INTO email_signature_assignment (connection_id, agent_id, signature_id, agent_name, assigned_by, assigned_at)
          VALUES (${key.connectionId}, ${agentId}, ${row.signatureId}, ${row.agentName}, ${row.assignedBy}, ${row.assignedAt})
          ON CONFLICT DO NOTHING`
      : (await tx.signatureAssignment.updateMany({ where: { ...key, signatureId: from }, data: row })).count;
  if (count === 0) return { ...done, state: "failed", reason: movedMeanwhile(had) };
  return { ...done, told: `${person.name}: ${had?.signature.name ?? "none"} → this` };
}

const movedMeanwhile = (had: { assignedBy: string; signature: { name: string } } | null) =>
  had
    ? `Has “${had.signature.name}” by now, from ${had.assignedBy}. Look again and confirm that move.`
    : "Has none any more. Look again and confirm.";

/** Takes a signature from people; who does not have it counts as done. */
export async function unassignSignature(
  ctx: Ctx,
  id: string,
  { agentIds }: { agentIds: readonly number[] },
): Promise<{ results: RowResult[] }> {
  requireRole(ctx, "admin", "operator");
  const signature = await loadSignature(id);
  const names = signature.people.filter(({ agentId }) => agentIds.includes(agentId)).map(({ name }) => name);
  await db().$transaction(async (tx) => {
    await tx.signatureAssignment.deleteMany({ where: { signatureId: id, agentId: { in: [...agentIds] } } });
    await notify(tx, SIGNATURES_TOPIC);
    if (names.length > 0)
      await writeAudit(tx, ctx, {
        action: "email_signature.unassigned",
        object: signatureSubject(id),
        before: { signature: signature.name, people: names.join(", ") },
      });
  });
  return { results: agentIds.map((agentId) => ({ id: agentId, state: "done", reason: "" })) };
}

/** A signature that is being deleted takes nobody. */
async function lockSignature(tx: Tx, id: string): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM email_signature WHERE id = ${id} AND deleted_at IS NULL FOR SHARE`;
  if (rows.length === 0) throw deleted();
}

const deleted = () =>
  new AppError("conflict", { title: "The signature is deleted", detail: "Nobody can be given it any more." });
