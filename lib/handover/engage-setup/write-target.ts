import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import type { Tx } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import type { EngageTarget } from "#lib/handover/engage/target.ts";
import { remoteIdOf } from "#lib/handover/setup-steps/context.ts";
import { writeProvider } from "#lib/handover/write-provider.ts";
import type { Step } from "#lib/setup/step.ts";
import { categoryIds } from "./category-lines.ts";
import type { EngageContext } from "./context.ts";
import type { KeptSource } from "./schema.ts";

export const WEBHOOK_LINE = "webhook";
export const BOT_LINE = "identities/bot";
export const AGENT_LINE = "identities/agent";

/** What the relay needs, as far as the records say it; null while it could bring nobody to an agent. */
export function targetOf(context: EngageContext, source: KeptSource | null): EngageTarget | null {
  const { bot, agent } = categoryIds(context);
  if (!source || !bot || !agent) return null;
  const botIdentityId = remoteIdOf(context, BOT_LINE);
  const agentIdentityId = remoteIdOf(context, AGENT_LINE);
  const webhookId = remoteIdOf(context, WEBHOOK_LINE);
  return {
    sourceId: source.sourceId,
    realtimeUrl: source.realtimeUrl,
    botCategoryId: bot,
    agentCategoryId: agent,
    ...(botIdentityId ? { botIdentityId } : {}),
    ...(agentIdentityId ? { agentIdentityId } : {}),
    ...(webhookId ? { webhookId } : {}),
  };
}

/** Keeps where the handover leads. The source counts as its channel once conversations can go there. */
export async function writeTarget(
  tx: Tx,
  ctx: Ctx,
  context: EngageContext,
  source: KeptSource | null,
): Promise<void> {
  const target = targetOf(context, source);
  await writeProvider(tx, ctx, context.provider.id, {
    channelId: target?.sourceId ?? null,
    engage: target ?? Prisma.DbNull,
  });
}

/** In the transaction that records a line: the target as it is with it, or without it when it is gone. */
export const recordTarget: NonNullable<Step<EngageContext>["recorded"]> = async (
  tx,
  ctx,
  context,
  lineId,
  remoteId,
) => {
  const others = context.managed.filter((record) => record.lineId !== lineId);
  const known = {
    system: "",
    kind: "",
    name: "",
    naturalKey: "",
    ownership: "created",
    applied: {},
  } as const;
  const managed = remoteId === null ? others : [...others, { ...known, lineId, remoteId }];
  await writeTarget(tx, ctx, { ...context, managed }, context.source);
};
