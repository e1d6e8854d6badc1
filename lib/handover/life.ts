import "server-only";
import type { Tx } from "#lib/db/client.ts";
import { notify } from "#lib/live/notify.ts";
import { resolveNoticesOf } from "#lib/notices/resolve-notice.ts";
import type { PlanIntent, SetupDefinition } from "#lib/setup/definition.ts";
import { revokeBridgeTokens } from "./relay/revoke-bridge-tokens.ts";
import type { HandoverState } from "./schema.ts";
import { PREFIX, providerIdOf, subjectOf } from "./subject.ts";
import { HANDOVERS_TOPIC, writeProvider } from "./write-provider.ts";

type Life = Required<Pick<SetupDefinition, "prefix" | "page" | "planned" | "runStarted" | "runEnded">>;

/** How plans and runs change the state of a handover, whichever contact centre it leads to. */
export const handoverLife: Life = {
  prefix: PREFIX,
  page: (subject) => `/handovers/${providerIdOf(subject)}`,
  planned: async (tx, ctx, subject, ready) => {
    const [from, to] = ready ? ["draft", "ready"] : ["ready", "draft"];
    const where = { id: providerIdOf(subject), state: from };
    const { count } = await tx.handoverProvider.updateMany({
      where,
      data: { state: to, updatedAt: ctx.now() },
    });
    if (count > 0) await notify(tx, HANDOVERS_TOPIC);
  },
  // A handover that is live or paused stays so while a change to it is applied; one that is removed hands over no more.
  runStarted: async (tx, subject, intent) => {
    const id = providerIdOf(subject);
    if (intent === "teardown")
      await tx.handoverProvider.update({ where: { id }, data: { state: "removing" } });
    else
      await tx.handoverProvider.updateMany({ where: { id, liveSince: null }, data: { state: "applying" } });
    await notify(tx, HANDOVERS_TOPIC);
  },
  runEnded: async (tx, ctx, subject, outcome, intent) => {
    const id = providerIdOf(subject);
    const { liveSince, state } = await tx.handoverProvider.findUniqueOrThrow({ where: { id } });
    await writeProvider(tx, ctx, id, afterRun({ liveSince, state, now: ctx.now() }, outcome, intent));
    if (outcome === "done" && intent === "teardown") await closeTheDoor(tx, id, ctx.now());
  },
};

/** Nobody delivers to a handover that is removed, and what was wrong with it is wrong no more. */
async function closeTheDoor(tx: Tx, id: string, now: Date): Promise<void> {
  await revokeBridgeTokens(tx, id);
  await resolveNoticesOf(tx, `${subjectOf(id)}:`, now);
}

/** State of a handover after a run. */
function afterRun(
  before: { liveSince: Date | null; state: string; now: Date },
  outcome: "done" | "failed",
  intent: PlanIntent,
): { state: HandoverState; liveSince: Date | null } {
  const { liveSince } = before;
  if (before.state === "paused") return { state: "paused", liveSince };
  if (outcome === "failed") return { state: liveSince ? "degraded" : "draft", liveSince };
  if (intent === "teardown") return { state: "removed", liveSince: null };
  if (intent === "undo") return { state: liveSince ? "live" : "draft", liveSince };
  return { state: "live", liveSince: liveSince ?? before.now };
}
