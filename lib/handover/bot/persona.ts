import { DEMO_GREETING, DEMO_NAME } from "./demo-bot.ts";
import { parseStoredBot } from "./schema.ts";

/** How a bot is shown to visitors; `greeting` is null when it waits for them to begin. */
export type Persona = { name: string; greeting: string | null };

/** The persona that a handover's bot settings give. */
export function personaOf(bot: unknown): Persona {
  const stored = parseStoredBot(bot);
  if (stored.adapter === "demo") return { name: DEMO_NAME, greeting: DEMO_GREETING };
  return { name: stored.name || "Assistant", greeting: stored.greeting || null };
}
