import "server-only";
import { type BotInput, botInput } from "#lib/handover/schema.ts";
import { writeProvider } from "#lib/handover/write-provider.ts";
import type { Step } from "#lib/setup/step.ts";
import type { HandoverContext } from "./context.ts";

export const botStep: Step<HandoverContext> = {
  id: "bot",
  title: "Bot",
  why: "The bot talks to visitors until one of them asks for a person. The demo bot is built in, so that the way to an agent can be tried before a bot of your own is joined.",
  who: "Whoever plans the handover",
  minutes: 1,
  docs: {
    path: [],
    link: null,
    doesNotProve: "How your own bot behaves: the demo bot stands in for it.",
  },
  mode: () => "automatic",
  input: botInput,
  value: ({ provider }) => provider.bot,
  save: async (tx, ctx, context, input) => {
    await writeProvider(tx, ctx, context.provider.id, { bot: input as BotInput });
    return null;
  },
  todo: ({ records }) => (records.bot?.visitedAt ? null : "Choose the bot."),
  checks: [],
};
