import type { Bot } from "./adapter.ts";
import { demoBot } from "./demo-bot.ts";

/** The bot that a provider's settings name. The built-in demo bot is the only adapter and stands in for unknown ones. */
export function botFor(_settings: unknown): Bot {
  return demoBot;
}
