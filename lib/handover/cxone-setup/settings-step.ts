import "server-only";
import { getScript } from "#lib/cxone/scripts.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { setDeadlinesOf } from "#lib/handover/relay/expire-handovers.ts";
import { type HandoverSettings, handoverSettings } from "#lib/handover/relay/schema.ts";
import { writeProvider } from "#lib/handover/write-provider.ts";
import type { Check, Step } from "#lib/setup/step.ts";
import { scriptPath, waitsForEscalate } from "../studio-script.ts";
import type { HandoverContext } from "./context.ts";

const UNKNOWN = "The script is not there yet. It is looked at again after the plan was applied.";

/** Recording a conversation makes a contact, and only a script that waits keeps it from being queued at once. */
const scriptWaits: Check<HandoverContext> = {
  id: "settings.script-waits",
  title: "Contacts of recorded conversations wait for a handover",
  doesNotProve: "That CXone runs this version of the script, or that nothing else routes the contacts.",
  run: async (context) => {
    const { id, settings } = context.provider;
    if (settings.forward !== "all") {
      return {
        state: "not_applicable",
        message: "Only handovers are forwarded: nothing is recorded before.",
      };
    }
    const script = await getScript(await context.cxone(), scriptPath(id));
    if (!script) return { state: "not_applicable", message: UNKNOWN };
    if (waitsForEscalate(script)) {
      return { state: "passed", message: "Every way to an agent in the script leads through ESCALATE." };
    }
    return {
      state: "failed",
      message:
        "The script requests an agent without waiting: every conversation would be queued from its first message.",
      fix: {
        sentence: "Lead every way to Request agent through ESCALATE, or forward only handovers.",
        path: ["CXone", "Omnichannel Routing", "Studio", "Cognigy"],
      },
    };
  },
};

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
  checks: [scriptWaits],
};
