import "server-only";
import { orNameTaken } from "#lib/api/name-taken.ts";
import { changedMeanwhile } from "#lib/audit/who-changed.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { loadCxoneConnection } from "#lib/connections/stored-connection.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { notify } from "#lib/live/notify.ts";
import { auditOf, loadSignature } from "./load-signature.ts";
import { isSameContent, SIGNATURES_TOPIC, signatureSubject } from "./mapping.ts";
import type { DeleteInput, SignatureChange, SignatureInput, SignatureView } from "./schema.ts";
import { type SignatureContent, writeVersion } from "./versions/write-version.ts";

const FORM_ACTIONS = ["email_signature.changed", "email_signature.restored", "email_signature.deleted"];
const orSignatureNameTaken = orNameTaken("Another signature of this connection");
const changed = (id: string) => changedMeanwhile(signatureSubject(id), undefined, FORM_ACTIONS);

/** Makes a signature that nobody has yet (M-45). CXone is not told: no API does. Throws `name_taken`, `not_found`. */
export async function createSignature(ctx: Ctx, input: SignatureInput): Promise<SignatureView> {
  requireRole(ctx, "admin", "operator");
  const { connectionId, note, ...content } = input;
  const connection = await loadCxoneConnection(connectionId);
  const id = newId("sig");
  const now = ctx.now();
  await db().$transaction(async (tx) => {
    await tx.emailSignature
      .create({ data: { id, connectionId, ...content, createdAt: now, updatedAt: now } })
      .catch(orSignatureNameTaken);
    await writeVersion(tx, ctx, id, { ...content, version: 1, note });
    await notify(tx, SIGNATURES_TOPIC);
    await writeAudit(tx, ctx, {
      action: "email_signature.created",
      object: signatureSubject(id),
      after: { connection: connection.name, ...auditOf(content) },
    });
  });
  return loadSignature(id);
}

/** Makes the next version of a signature; who has it keeps it. Throws `conflict` with who saved what since `version`, `name_taken`. */
export async function updateSignature(
  ctx: Ctx,
  id: string,
  { version, note, ...content }: SignatureChange,
): Promise<SignatureView> {
  requireRole(ctx, "admin", "operator");
  await saveVersion(ctx, id, { version, note, content, action: "email_signature.changed" });
  return loadSignature(id);
}

/** Makes an old version the newest one again, as a version of its own: nothing between is lost. Throws what every change throws. */
export async function restoreSignature(
  ctx: Ctx,
  id: string,
  wanted: number,
  { version }: { version: number },
): Promise<SignatureView> {
  requireRole(ctx, "admin", "operator");
  const old = await db().emailSignatureVersion.findUnique({
    where: { signatureId_version: { signatureId: id, version: wanted } },
  });
  if (!old) throw new AppError("not_found", { detail: `There is no version ${wanted} of this signature.` });
  const { name, plain, html } = old;
  const content = { name, plain, html, fields: old.fields as Record<string, string> };
  const note = `Version ${wanted} restored`;
  await saveVersion(ctx, id, { version, note, content, action: "email_signature.restored" });
  return loadSignature(id);
}

type Save = {
  /** The version that the change began from. */
  version: number;
  content: SignatureContent;
  note: string;
  action: "email_signature.changed" | "email_signature.restored";
};

/** Writes the next version unless it says the same as the last. */
async function saveVersion(ctx: Ctx, id: string, { version, content, note, action }: Save): Promise<void> {
  const before = await loadSignature(id);
  if (before.version !== version || before.deletedAt) throw await changed(id);
  if (isSameContent(before, content)) return;
  await db().$transaction(async (tx) => {
    const { count } = await tx.emailSignature
      .updateMany({
        where: { id, version, deletedAt: null },
        data: { ...content, version: { increment: 1 }, updatedAt: ctx.now() },
      })
      .catch(orSignatureNameTaken);
    // The loser of two saves changes no row.
    if (count === 0) throw await changed(id);
    await writeVersion(tx, ctx, id, { ...content, version: version + 1, note });
    await notify(tx, SIGNATURES_TOPIC);
    await writeAudit(tx, ctx, {
      action,
      object: signatureSubject(id),
      before: auditOf(before),
      after: auditOf(content),
      ...(note ? { reason: note } : {}),
    });
  });
}

/**
 * Deletes a signature; whoever had it has none then. Throws `in_use` when more or fewer have it than `people`, the number that
 * was seen. In CXone it stays until somebody deletes it there.
 */
export async function deleteSignature(ctx: Ctx, id: string, { version, people }: DeleteInput): Promise<void> {
  requireRole(ctx, "admin", "operator");
  const before = await loadSignature(id);
  if (before.deletedAt) return;
  await db().$transaction(async (tx) => {
    const { count } = await tx.emailSignature.updateMany({
      where: { id, version, deletedAt: null },
      data: { deletedAt: ctx.now(), updatedAt: ctx.now() },
    });
    if (count === 0) throw await changed(id);
    const lost = await tx.signatureAssignment.deleteMany({ where: { signatureId: id } });
    if (lost.count !== people) throw usedBy(lost.count);
    await notify(tx, SIGNATURES_TOPIC);
    await writeAudit(tx, ctx, {
      action: "email_signature.deleted",
      object: signatureSubject(id),
      before: { name: before.name, people: before.people.map(({ name }) => name).join(", ") },
    });
  });
}

const usedBy = (people: number) =>
  new AppError("in_use", {
    detail: `${people === 1 ? "One person has" : `${people} people have`} it, and would have none.`,
    fix: "Give them another signature first, or delete it knowing that.",
  });
