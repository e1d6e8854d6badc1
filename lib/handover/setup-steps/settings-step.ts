import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import type { Tx } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { setDeadlinesOf } from "#lib/handover/relay/expire-handovers.ts";
import { type HandoverSettings, handoverSettings } from "#lib/handover/relay/schema.ts";
import { writeProvider } from "#lib/handover/write-provider.ts";
import type { Step } from "#lib/setup/step.ts";
import type { HandoverBase } from "./context.ts";

/** Keeps the settings where the relay reads them; open conversations get the deadlines that follow. */
export async function writeSettings(
  tx: Tx,
  ctx: Ctx,
  providerId: string,
  settings: HandoverSettings,
): Promise<void> {
  await writeProvider(tx, ctx, providerId, { settings: settings as Prisma.InputJsonObject });
  const run = (sql: string, ...values: unknown[]) => tx.$executeRawUnsafe(sql, ...values);
  await setDeadlinesOf(run, providerId, settings, ctx.now());
}

/** What visitors read and what travels with a conversation: the same for all kinds of handover. */
export const settingsStep: Step<HandoverBase> = {
  id: "settings",
  title: "Handover settings",
  why: "What the visitor reads while waiting, what the agent gets to see first, and what else travels with the conversation. The defaults are good to start with.",
  who: "Whoever plans the handover",
  minutes: 2,
  docs: {
    path: [],
    link: "https://docs.cognigy.com/ai/agents/develop/node-reference/service/handover-to-agent",
    doesNotProve: "That the texts fit what your bot says before.",
  },
  mode: () => "automatic",
  input: handoverSettings,
  value: ({ provider }) => provider.settings,
  save: async (tx, ctx, { provider }, input) => {
    await writeSettings(tx, ctx, provider.id, input as HandoverSettings);
    return null;
  },
  todo: ({ records }) => (records.settings?.visitedAt ? null : "Look through the settings and continue."),
  checks: [],
};
