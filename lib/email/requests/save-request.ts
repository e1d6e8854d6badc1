import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { notify } from "#lib/live/notify.ts";
import { resolveNoticesOf } from "#lib/notices/resolve-notice.ts";
import { readSubject } from "./read-subject.ts";
import { getRequest } from "./reads.ts";
import type { RequestInput, RequestView } from "./schema.ts";
import { datesAfter, isOpen, isOver, mayGo, type RequestState } from "./state.ts";

/** Told whenever a request changed. */
export const REQUESTS_TOPIC = "rep-requests";

/**
 * Keeps a request to the account representative, or moves it on: sent, chased, done, refused (F-05). Patchbay sends nothing.
 * Throws `conflict` when somebody changed it meanwhile, `bad_input` at `state` for a way it cannot go.
 */
export async function saveRequest(ctx: Ctx, input: RequestInput): Promise<RequestView> {
  requireRole(ctx, "admin", "operator");
  const { subject, kind, version, state, text, note, remindAt } = input;
  const now = ctx.now();
  await db().$transaction(async (tx) => {
    const { connection, about } = await readSubject(subject, tx);
    const kept = await tx.repRequest.findUnique({ where: { subject_kind: { subject, kind } } });
    if ((kept?.version ?? 0) !== version) throw new AppError("conflict");
    const from = (kept?.state ?? "not_sent") as RequestState;
    if (!mayGo(from, state))
      throw new AppError("bad_input", {
        fields: { state: `It is ${from.replace("_", " ")}: it cannot become ${state.replace("_", " ")}.` },
      });
    if (remindAt && isOver(remindAt, now) && remindAt.getTime() !== kept?.remindAt?.getTime())
      throw new AppError("bad_input", {
        fields: { remindAt: "This day is over: choose today or a later one." },
      });
    const none = { sentAt: null, chasedAt: null, endedAt: null };
    const data = {
      state,
      text,
      note,
      ...datesAfter(from, state, kept ?? none, now),
      // What has ended needs no reminder.
      remindAt: isOpen(state) ? remindAt : null,
      updatedBy: ctx.actor.name,
      updatedAt: now,
    };
    const id = kept?.id ?? newId("rep");
    const { count } = kept
      ? await tx.repRequest.updateMany({
          where: { id, version },
          data: { ...data, version: { increment: 1 } },
        })
      : await tx.repRequest.createMany({
          data: [{ id, connectionId: connection.id, subject, kind, createdAt: now, ...data }],
          skipDuplicates: true,
        });
    // Two people began or changed it at once: the later one writes 0 rows.
    if (count === 0) throw new AppError("conflict");
    await resolveNoticesOf(tx, `rep-request:${id}:`, now);
    await notify(tx, REQUESTS_TOPIC);
    await writeAudit(tx, ctx, {
      action: from === state && kept ? "rep_request.changed" : `rep_request.${state}`,
      object: `rep-request:${id}`,
      before: kept
        ? { state: kept.state, text: kept.text, note: kept.note, remindAt: kept.remindAt }
        : undefined,
      after: { about: about.name, kind, state, text, note, remindAt: data.remindAt },
    });
  });
  return getRequest(ctx, { subject, kind });
}
