import "server-only";
import type pg from "pg";
import { LIVE_CHANNEL } from "#lib/live/notify.ts";
import { log } from "#lib/log.ts";
import { oncePer } from "./once-per.ts";

/** The topic by which every process that holds the visitor's event stream hears of it. */
export const agentTypingTopic = (conversationId: string, on: boolean): string =>
  `typing.${on ? "on" : "off"}:${conversationId}`;

/** Agents type in bursts; more often than this nobody needs to hear that they still do. */
const isDue = oncePer(1_000);

/** Tells the visitor's browser that an agent types or has stopped. Worth one try, and nobody waits for it. */
export function tellAgentTyping(pool: pg.Pool, conversationId: string, on: boolean): void {
  if (on && !isDue(conversationId)) return;
  const payload = JSON.stringify({ topic: agentTypingTopic(conversationId, on) });
  pool
    .query("SELECT pg_notify($1, $2)", [LIVE_CHANNEL, payload])
    .catch((error: Error) => log.debug({ error: error.message }, "bridge: typing not told"));
}
