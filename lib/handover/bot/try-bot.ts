import "server-only";
import { randomUUID } from "node:crypto";
import type { Check, CheckOutcome } from "#lib/setup/step.ts";
import { BotFailure } from "./adapter.ts";
import { botFor } from "./bot-for.ts";
import type { StoredBot } from "./schema.ts";

const TEXT = "Hello";
const MAX_SHOWN = 500;

/** Sends the bot one message and shows what it says. It makes a session of its own on the bot's side. */
export const botAnswers: Check<{ provider: { id: string; bot: StoredBot } }> = {
  id: "bot.answers",
  title: "The bot answers a message",
  doesNotProve: "That it hands over when it should, or that it answers under load. The message was “Hello”.",
  run: async ({ provider }): Promise<CheckOutcome> => {
    // Nobody's conversation: the request log keeps the whole exchange, for people who look into a bot that fails.
    const bot = await botFor(provider.id, provider.bot, { confidential: false });
    const id = `trial.${randomUUID()}`;
    const startedAt = performance.now();
    try {
      const answer = await bot.answer({
        type: "message",
        text: TEXT,
        conversationId: id,
        sessionId: id,
        visitorName: "Patchbay trial",
        id,
        at: new Date(),
      });
      const said = answer.messages.map(({ text }) => text.slice(0, MAX_SHOWN));
      const took = `${Math.round(performance.now() - startedAt)} ms`;
      const evidence = {
        sent: TEXT,
        answered: said,
        handover: answer.handover !== null,
        notes: [...answer.notes],
        took,
      };
      if (answer.handover)
        return { state: "passed", message: `It asked for a person after ${took}.`, evidence };
      const [first] = said;
      if (first === undefined) {
        return {
          state: "warning",
          message: `It took the message and said nothing (${took}).`,
          evidence,
          fix: { sentence: "Check that the flow says something to “Hello”, and that its output is text." },
        };
      }
      return { state: "passed", message: `“${first}” after ${took}.`, evidence };
    } catch (error) {
      if (!(error instanceof BotFailure)) throw error;
      return {
        state: "failed",
        message: error.message,
        evidence: { sent: TEXT, took: `${Math.round(performance.now() - startedAt)} ms` },
        fix: { sentence: "Check the address, and that the bot runs. The request log has the exchange." },
      };
    }
  },
};
