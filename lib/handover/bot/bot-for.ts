import "server-only";
import { db } from "#lib/db/client.ts";
import { open } from "#lib/vault/seal.ts";
import type { Bot } from "./adapter.ts";
import { BotFailure } from "./adapter.ts";
import { createCognigyBot } from "./cognigy-bot.ts";
import { demoBot } from "./demo-bot.ts";
import { BOT_SECRETS, type BotSecretField, parseStoredBot } from "./schema.ts";
import { createWebhookBot } from "./webhook-bot.ts";

type Options = {
  /** False for a trial in which no visitor takes part. */
  confidential?: boolean;
  now?: () => Date;
};

/** The bot that a handover's settings name, ready to be talked to. */
export async function botFor(providerId: string, settings: unknown, options: Options = {}): Promise<Bot> {
  const stored = parseStoredBot(settings);
  if (stored.adapter === "demo") return demoBot;
  const { confidential = true, now = () => new Date() } = options;
  const secrets = await readBotSecrets(`handover:${providerId}`, now());
  if (stored.adapter === "cognigy") {
    const { name, baseUrl, handoverField } = stored;
    const { cognigyToken: token } = secrets;
    if (!token) return unready(name, "The Endpoint URL of the bot is not set.");
    return createCognigyBot({ providerId, name, baseUrl, handoverField, token, confidential });
  }
  const { name, url } = stored;
  const { webhookSecret, webhookSecretBefore } = secrets;
  if (!webhookSecret) return unready(name, "The secret of the webhook is not made yet.");
  const signing = [webhookSecret, webhookSecretBefore].filter((secret) => secret !== undefined);
  return createWebhookBot({ providerId, name, url, secrets: signing, now, confidential });
}

/** The secrets of a bot that have not run out. */
async function readBotSecrets(subject: string, now: Date): Promise<Partial<Record<BotSecretField, string>>> {
  const rows = await db().secret.findMany({ where: { subject, field: { in: [...BOT_SECRETS] } } });
  const valid = rows.filter(({ expiresAt }) => !expiresAt || expiresAt > now);
  return Object.fromEntries(
    valid.map(({ field, ciphertext }) => [field, open(ciphertext, `${subject}/${field}`)]),
  );
}

function unready(name: string, sentence: string): Bot {
  return {
    name,
    repeatable: true,
    local: true,
    answer: async () => {
      throw new BotFailure(sentence);
    },
  };
}
