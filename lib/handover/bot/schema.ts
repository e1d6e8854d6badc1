import * as z from "zod";
import type { SecretView } from "#lib/vault/schema.ts";
import { parseEndpointUrl } from "./parse-endpoint-url.ts";

export const BOT_ADAPTERS = ["demo", "cognigy", "webhook"] as const;
export type BotAdapter = (typeof BOT_ADAPTERS)[number];

export const MAX_FAILURES = 10;
/** How long an earlier webhook secret goes on being used for signing after a new one was made. */
export const MAX_OVERLAP_HOURS = 168;

/** What a visitor reads when the bot fails, unless the handover says something else. */
export const DOWN_MESSAGE =
  "I cannot answer at the moment. Please write again in a minute, or ask for a colleague.";

const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max, { error: `At most ${max} characters.` });

/** What every bot of one's own has: how it is shown, and what happens when it does not answer. */
const ownBot = {
  name: text(60).default("Assistant"),
  greeting: text(1000).default(""),
  whenDown: z.enum(["hand_over", "say_so"], { error: "Choose what happens." }).default("hand_over"),
  failuresBeforeHandover: z
    .int({ error: `Enter a whole number from 1 to ${MAX_FAILURES}.` })
    .min(1, { error: `Enter a whole number from 1 to ${MAX_FAILURES}.` })
    .max(MAX_FAILURES, { error: `Enter a whole number from 1 to ${MAX_FAILURES}.` })
    .default(2),
  downMessage: text(1000).default(DOWN_MESSAGE),
};

/** Where in the `data` of a Cognigy output the handover is signalled: names joined by dots. */
const handoverField = z
  .string()
  .trim()
  .regex(/^[\w-]{1,60}(\.[\w-]{1,60}){0,4}$/, {
    error: "Names of fields joined by dots, such as handover or actions.handover.",
  })
  .default("handover");

/** Empty keeps the stored one. The last part of the path is the token of the Endpoint and kept as a secret. */
const endpointUrl = z
  .string()
  .max(500, { error: "At most 500 characters." })
  .default("")
  .transform((typed, issues) => {
    if (typed.trim() === "") return undefined;
    const parsed = parseEndpointUrl(typed);
    if (parsed.ok) return { baseUrl: parsed.baseUrl, token: parsed.token };
    issues.addIssue({ code: "custom", message: parsed.sentence });
    return z.NEVER;
  });

const webhookUrl = z
  .string({ error: "Enter the address of the webhook." })
  .trim()
  .min(1, { error: "Enter the address of the webhook." })
  .max(500, { error: "At most 500 characters." })
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), {
    error: "Enter a full address that starts with https://.",
  })
  .refine((value) => !URL.canParse(value) || new URL(value).username === "", {
    error: "Leave user name and password out of the address.",
  });

/** What the page shows of what is kept; it may come back with the form and is not read. */
const stored = z.unknown().optional();

/** The bot side as a form or a script gives it. */
export const botInput = z.discriminatedUnion(
  "adapter",
  [
    z.strictObject({ adapter: z.literal("demo"), stored }),
    z.strictObject({ adapter: z.literal("cognigy"), endpointUrl, handoverField, ...ownBot, stored }),
    z.strictObject({ adapter: z.literal("webhook"), url: webhookUrl, ...ownBot, stored }),
  ],
  { error: "Choose one of the bots that are offered." },
);
export type BotInput = z.output<typeof botInput>;

/** The bot side as it is kept with a handover; secrets are in the vault. */
export const storedBot = z.discriminatedUnion("adapter", [
  z.object({ adapter: z.literal("demo") }),
  z.object({ adapter: z.literal("cognigy"), baseUrl: z.string(), handoverField, ...ownBot }),
  z.object({ adapter: z.literal("webhook"), url: z.string(), ...ownBot }),
]);
export type StoredBot = z.output<typeof storedBot>;
export type OwnBot = Exclude<StoredBot, { adapter: "demo" }>;

/** What was kept, or the demo bot where that cannot be read. */
export const parseStoredBot = (value: unknown): StoredBot =>
  storedBot.catch({ adapter: "demo" as const }).parse(value);

export const BOT_SECRETS = ["cognigyToken", "webhookSecret", "webhookSecretBefore"] as const;
export type BotSecretField = (typeof BOT_SECRETS)[number];

/** What pages may know of what is kept beside the settings. */
export type StoredBotView = { endpoint: string | null; secrets: Record<BotSecretField, SecretView> };

/** The bot side as the step shows it; it can be sent back as it is. */
export type BotView = Partial<Omit<OwnBot, "adapter">> & { adapter: BotAdapter; stored: StoredBotView };

/** `overlapHours` is how long the secret before goes on signing beside the new one. */
export const rotateWebhookSecretInput = z.strictObject({
  overlapHours: z
    .int()
    .min(0, { error: `From 0 to ${MAX_OVERLAP_HOURS} hours.` })
    .max(MAX_OVERLAP_HOURS, { error: `From 0 to ${MAX_OVERLAP_HOURS} hours.` })
    .default(24),
});
export type RotateWebhookSecretInput = z.output<typeof rotateWebhookSecretInput>;
