import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { db, type Tx } from "#lib/db/client.ts";
import type { OutboundList } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { CALLS_TOPIC, listSubject } from "../subject.ts";
import { lockList } from "./queue-rows.ts";
import { LIST_DEEDS, type ListDeed, type ListState, mayDo } from "./state.ts";

const RESULT = { start: "running", pause: "paused", stop: "stopped" } as const satisfies Record<
  ListDeed,
  ListState
>;
const DONE = { start: "outbound_list.started", pause: "outbound_list.paused", stop: "outbound_list.stopped" };
const WORDS: Record<ListState, string> = {
  ready: "has not been started",
  running: "is running",
  paused: "is paused",
  stopped: "has been stopped",
  done: "is done",
};

/** Moves a list on, with the rows that this concerns; `alongside` gives what the audit says. Throws `not_found` or `conflict`. */
export async function changeList(
  ctx: Ctx,
  id: string,
  deed: ListDeed,
  alongside: (tx: Tx, list: OutboundList) => Promise<Record<string, unknown>>,
): Promise<void> {
  await db().$transaction(async (tx) => {
    const state = await lockList(tx, id);
    if (state === null) throw new AppError("not_found", { detail: "There is no such list." });
    if (!mayDo(deed, state)) {
      throw new AppError("conflict", {
        title: `The list ${WORDS[state]}`,
        detail: `A list is ${DONE[deed].split(".")[1]} when it ${LIST_DEEDS[deed].map((from) => WORDS[from]).join(" or ")}.`,
        fix: "Reload to see how it stands.",
      });
    }
    const list = await tx.outboundList.findUniqueOrThrow({ where: { id } });
    const facts = await alongside(tx, list);
    const change = { state: RESULT[deed], changedBy: ctx.actor.name, changedAt: ctx.now() };
    await tx.outboundList.update({ where: { id }, data: change });
    await notify(tx, CALLS_TOPIC);
    await writeAudit(tx, ctx, {
      action: DONE[deed],
      object: listSubject(id),
      before: { state },
      after: { state: change.state, ...facts },
    });
  });
}
