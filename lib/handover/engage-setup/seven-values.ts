import "server-only";
import type { GuideValue } from "#lib/setup/step.ts";
import type { SecretView } from "#lib/vault/schema.ts";
import { categoryIds } from "./category-lines.ts";
import type { EngageContext } from "./context.ts";

const UNKNOWN = "Known after the apply";

const shown = (secret: SecretView): string =>
  secret.set ? `Set${secret.hint ? `, ends ${secret.hint}` : ""}` : "Not set yet";

/** The seven settings that a Cognigy provider of this kind asks for, and where each came from. All are required. */
export function sevenValues(context: EngageContext): GuideValue[] {
  const { connection, secrets, source, categories } = context;
  const { bot, agent } = categoryIds(context);
  const value = (label: string, text: string, note: string, copy = true): GuideValue => ({
    label,
    value: text,
    secret: false,
    copy,
    note,
  });
  const category = (pasted: string | undefined) =>
    pasted ? "Pasted at step Categories." : "Found or made by the plan.";
  return [
    value(
      "API Access Token",
      connection ? "Set at the connection" : "Not set yet",
      "From the connection. Never shown.",
      false,
    ),
    value("Bot Category ID", bot ?? UNKNOWN, category(categories?.botCategory), bot !== null),
    value("Agent Category ID", agent ?? UNKNOWN, category(categories?.agentCategory), agent !== null),
    value(
      "Realtime Access Token",
      shown(secrets.realtimeToken),
      "Pasted at step Source. Never shown.",
      false,
    ),
    value(
      "Realtime Endpoint URL",
      source?.realtimeUrl ?? "Not set yet",
      "Derived from the source, or pasted.",
      source !== null,
    ),
    value("Webhook Secret", shown(secrets.engageWebhookSecret), "Made at step Webhook. Never shown.", false),
    value(
      "Base API URL",
      connection?.apiBaseUrl ?? "Not set yet",
      "Derived from the domain: “api” goes in behind its first part.",
      connection !== null,
    ),
  ];
}
