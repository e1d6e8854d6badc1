import "server-only";
import { storedBotOf, verifyBot } from "#lib/handover/bot/save-bot.ts";
import { type BotInput, type BotView, botInput, type StoredBot } from "#lib/handover/bot/schema.ts";
import { botAnswers } from "#lib/handover/bot/try-bot.ts";
import { writeProvider } from "#lib/handover/write-provider.ts";
import type { Step } from "#lib/setup/step.ts";
import { putSecret } from "#lib/vault/secrets.ts";
import type { HandoverBase } from "./context.ts";

export const botStep: Step<HandoverBase> = {
  id: "bot",
  title: "Bot",
  why: "The bot talks to visitors until one of them asks for a person. The demo bot is built in, so that the way to an agent can be tried before a bot of your own is joined.",
  who: "Whoever plans the handover",
  minutes: 1,
  docs: {
    path: [],
    link: "https://docs.cognigy.com/ai/agents/deploy/endpoint-reference/rest",
    doesNotProve: "How the bot behaves in a whole conversation: the trial is one message.",
  },
  notes: [
    {
      tone: "info",
      text: "From the moment a person is asked for until the agent has closed, the bot is told nothing and says nothing.",
      source: "H-61",
    },
  ],
  mode: () => "automatic",
  input: botInput,
  value: ({ provider: { bot }, botSecrets }): BotView => {
    const endpoint = bot.adapter === "cognigy" ? bot.baseUrl : null;
    // The address is written again as a whole or not at all: it ends with a secret.
    const { baseUrl: _kept, ...shown } = { baseUrl: null, ...bot };
    return { ...shown, stored: { endpoint, secrets: botSecrets } };
  },
  verify: (ctx, context, input) => verifyBot(ctx, context, input as BotInput),
  save: async (tx, ctx, context, input) => {
    const bot = input as BotInput;
    if (bot.adapter === "cognigy" && bot.endpointUrl) {
      await putSecret(tx, context.subject, "cognigyToken", bot.endpointUrl.token, { now: ctx.now() });
    }
    await writeProvider(tx, ctx, context.provider.id, {
      bot: storedBotOf(bot, context.provider.bot) satisfies StoredBot,
    });
    return null;
  },
  todo: ({ records, provider, botSecrets }) => {
    if (!records.bot?.visitedAt) return "Choose the bot.";
    if (provider.bot.adapter === "webhook" && !botSecrets.webhookSecret.set) {
      return "Make the secret that signs the calls to the webhook.";
    }
    return null;
  },
  checks: [botAnswers],
};
