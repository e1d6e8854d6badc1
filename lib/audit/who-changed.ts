import "server-only";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { type AuditChange, changesOf } from "./mapping.ts";

export type WhoChanged = { by: string; at: Date; action: string; changes: AuditChange[] };

const NAMED_FIELDS = 5;

/**
 * The latest change of an object (`skill:con_…:123`), or null; with `since`, only one made after that moment; with
 * `actions`, only one of these: not everything that is written of an object changes it.
 */
export async function whoChanged(
  object: string,
  since?: Date,
  actions?: readonly string[],
): Promise<WhoChanged | null> {
  const row = await db().auditEntry.findFirst({
    where: {
      object,
      ...(since ? { at: { gt: since } } : {}),
      ...(actions ? { action: { in: [...actions] } } : {}),
    },
    orderBy: [{ at: "desc" }, { seq: "desc" }],
    select: { actorName: true, at: true, action: true, before: true, after: true },
  });
  if (!row) return null;
  const { actorName: by, at, action, before, after } = row;
  return { by, at, action, changes: changesOf(before, after) };
}

/**
 * The `conflict` for a form that was opened before somebody else saved: who, when and which fields. To be thrown by the
 * verb whose version check failed.
 */
export async function changedMeanwhile(
  object: string,
  since?: Date,
  actions?: readonly string[],
): Promise<AppError> {
  const change = await whoChanged(object, since, actions);
  if (!change) return new AppError("conflict", { detail: "It was saved elsewhere after you opened it." });
  const names = change.changes.slice(0, NAMED_FIELDS).map(({ field }) => field);
  const more = change.changes.length - names.length;
  const what = names.length > 0 ? `: ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}` : "";
  const time = `${change.at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return new AppError("conflict", {
    detail: `${change.by} changed it at ${time}${what}.`,
    fix: "What you typed is still here. Reload to see the change, then repeat yours.",
  });
}
