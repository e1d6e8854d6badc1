import "server-only";
import type { Prisma } from "#lib/db/generated/client.ts";
import { setDeadlinesOf } from "#lib/handover/relay/expire-handovers.ts";
import { type HandoverSettings, handoverSettings } from "#lib/handover/relay/schema.ts";
import { writeProvider } from "#lib/handover/write-provider.ts";
import type { Step } from "#lib/setup/step.ts";
import type { HandoverContext } from "./context.ts";

export const settingsStep: Step<HandoverContext> = {
  id: "settings",
  title: "Handover settings",
  why: "What the visitor reads while waiting, what the agent gets to see first, and what else travels with the conversation. The defaults are good to start with.",
  who: "Whoever plans the handover",
  minutes: 2,
  docs: {
    path: [],
    link: "https://docs.cognigy.com/ai/agents/develop/node-reference/service/handover-to-agent",
    doesNotProve:
      "That CXone has a contact field for each attribute: names it does not know are dropped there.",
  },
  notes: [
    {
      tone: "warning",
      text: "If the Studio script sends a message after the handover has started, Repeat Handover Accepted Message stops working: the message counts as an agent's reply.",
      source: "H-06",
    },
    {
      tone: "info",
      text: "An estimated wait time cannot be set here. Add an EWT action to the Studio script.",
      source: "H-07",
    },
  ],
  mode: () => "automatic",
  input: handoverSettings,
  value: ({ provider }) => provider.settings,
  save: async (tx, ctx, context, input) => {
    await writeProvider(tx, ctx, context.provider.id, {
      settings: input as HandoverSettings as Prisma.InputJsonObject,
    });
    const run = (sql: string, ...values: unknown[]) => tx.$executeRawUnsafe(sql, ...values);
    await setDeadlinesOf(run, context.provider.id, input, ctx.now());
    return null;
  },
  todo: ({ records }) => (records.settings?.visitedAt ? null : "Look through the settings and continue."),
  checks: [],
};
