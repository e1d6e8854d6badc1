import * as z from "zod";
import { attributesFrom, type CustomAttributes } from "../parse-custom-attributes.ts";

const message = z.string().max(1000, { error: "At most 1000 characters." });

/** The editor sends attributes as text in one of three shapes; a script may send the value itself (H-41). */
const customAttributes = z.unknown().transform((value, issues): CustomAttributes => {
  const parsed = attributesFrom(value);
  if (parsed.ok) return parsed.value;
  issues.addIssue({ code: "custom", message: parsed.sentence });
  return z.NEVER;
});

export const MAX_CANCEL_WORDS = 20;
const MAX_CANCEL_WORD_LENGTH = 40;
const TOO_LONG = `Each word or phrase has at most ${MAX_CANCEL_WORD_LENGTH} characters.`;

/** A list, or what a person types: words and phrases with commas between them. */
const cancelWords = z
  .union([z.array(z.string()), z.string().transform((typed) => typed.split(/[,\n]/))], {
    error: "Words and phrases with commas between them.",
  })
  .transform((words) => [...new Set(words.map((word) => word.trim().toLowerCase()).filter(Boolean))])
  .refine((words) => words.length <= MAX_CANCEL_WORDS, {
    error: `At most ${MAX_CANCEL_WORDS} words or phrases.`,
  })
  .refine((words) => words.every((word) => word.length <= MAX_CANCEL_WORD_LENGTH), { error: TOO_LONG });

export const MAX_TIMEOUT_MINUTES = 1_440;
const MINUTES = `Enter whole minutes from 1 to ${MAX_TIMEOUT_MINUTES.toLocaleString("en")}, or leave it empty.`;
const minutes = z
  .int({ error: MINUTES })
  .min(1, { error: MINUTES })
  .max(MAX_TIMEOUT_MINUTES, { error: MINUTES })
  .nullable()
  .default(null);

/** Nothing chosen is null, also where a form says so with empty text. */
const transferPolicyId = z
  .string()
  .max(100)
  .nullable()
  .transform((id) => id || null);

/**
 * What goes to the contact centre. `handover_only`: nothing before a handover, then the transcript as its first message.
 * `all`: each message as it is written. In CXone on a contact that waits for the signal Escalate, which needs a script
 * that waits; in Engage in the category of the bot, which no agent has (E-70).
 */
export const FORWARDS = ["handover_only", "all"] as const;

/** What happens when the agent closes: the bot goes on, the conversation ends, or the bot starts over. */
export const ON_RESOLVE = ["bot", "end", "restart"] as const;

/** How a handover goes (H-40, H-41, H-61), with the defaults of the Handover node where it has them. */
export const handoverSettings = z.strictObject({
  acceptedMessage: message.default("I am connecting you to a colleague. Please wait a moment."),
  cancelMessage: message.default("Your request for a colleague was cancelled."),
  cancelWords: cancelWords.default(["cancel"]),
  transcriptAsFirstMessage: z.boolean().default(true),
  displayAgentDetails: z.boolean().default(false),
  customAttributes: customAttributes.default({}),
  /** A conversation that carries the id of a voice call has that call transferred by this policy instead. */
  transferPolicyId: transferPolicyId.default(null),
  forward: z.enum(FORWARDS).default("handover_only"),
  /** E-70, E-81: place in the queue and wait reach the bot as events. Only Engage tells them. */
  queueUpdates: z.boolean().default(false),
  onResolve: z.enum(ON_RESOLVE).default("bot"),
  resolvedMessage: message.default("The conversation with our colleague has ended. The bot is back."),
  endedMessage: message.default("This conversation has ended. Thank you for writing."),
  queueTimeoutMinutes: minutes,
  queueTimeoutMessage: message.default(
    "Nobody was free in time, so your request has ended. You can ask for a colleague again.",
  ),
  agentTimeoutMinutes: minutes,
  agentTimeoutMessage: message.default(
    "We have not heard from you, so the conversation with our colleague has ended. The bot is back.",
  ),
});
export type HandoverSettings = z.output<typeof handoverSettings>;
