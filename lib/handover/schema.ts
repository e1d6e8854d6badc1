import * as z from "zod";
import { skillName } from "#lib/skills/skill-name.ts";
import type { SecretView } from "#lib/vault/schema.ts";
import type { Limit } from "./limits.ts";
import { parseIntegrationId } from "./parse-integration-id.ts";
import { parseProviderId } from "./parse-provider-id.ts";
import type { HandoverSettings } from "./relay/schema.ts";

/** How often a handover is looked at by itself: checks and drift. */
export const WATCH_PERIOD_MINUTES = 15;
/** A result that is older says nothing about now: one period, and time to be late. */
export const STALE_AFTER_MINUTES = 20;

/** `ready`: planned, with something to apply and nothing in the way. `removed`: torn down; its conversations are kept. */
export const HANDOVER_STATES = [
  "draft",
  "ready",
  "applying",
  "live",
  "degraded",
  "paused",
  "removing",
  "removed",
] as const;
export type HandoverState = (typeof HANDOVER_STATES)[number];

/** Also the name of the CXone channel, and what people look for in Roles and Points of Contact (H-10). */
export const handoverName = z
  .string({ error: "Enter a name." })
  .trim()
  .min(1, { error: "Enter a name." })
  .max(60, { error: "At most 60 characters: contact centres show it in narrow lists." });

/** H-02: such an environment has a provider type of its own, and this one would fight with it. */
const notIntegrated = z.literal(false, {
  error:
    "Then this handover is not the right one: use the NiCE CXone (Integrated) provider in Cognigy.AI. It needs neither a Bring Your Own Channel integration nor credentials.",
});

export const nameInput = z.strictObject({
  name: handoverName,
  platformIntegrated: notIntegrated.default(false),
});
export type NameInput = z.output<typeof nameInput>;

/** H-11: keeps the id of a provider that exists in Cognigy.AI, given as id or as editor address. */
const givenProviderId = z.string().transform((text, issues) => {
  const parsed = parseProviderId(text);
  if (parsed.ok) return parsed.id;
  issues.addIssue({ code: "custom", message: parsed.sentence });
  return z.NEVER;
});

/** The contact centres that a handover can lead to. */
export const HANDOVER_KINDS = ["cxone", "engage"] as const;
export type HandoverKind = (typeof HANDOVER_KINDS)[number];

export const createHandoverInput = nameInput.extend({
  kind: z.enum(HANDOVER_KINDS, { error: "Choose a contact centre." }).default("cxone"),
  providerId: givenProviderId.optional(),
});
export type CreateHandoverForm = z.input<typeof createHandoverInput>;
export type CreateHandoverInput = z.output<typeof createHandoverInput>;

export const connectionChoice = z.strictObject({
  connectionId: z.string({ error: "Choose a connection." }).min(1, { error: "Choose a connection." }),
});

const integrationId = z.string({ error: "Paste the Integration ID." }).transform((text, issues) => {
  const parsed = parseIntegrationId(text);
  if (parsed.ok) return parsed.id;
  issues.addIssue({ code: "custom", message: parsed.sentence });
  return z.NEVER;
});

/** H-37: whatever text CXone takes; the same value stands on both sides. */
const byocClientId = z
  .string()
  .regex(/^[\x21-\x7e]{1,100}$/, { error: "1 to 100 characters without blanks: letters, digits, signs." });

export const byocInput = z.strictObject({ integrationId, clientId: byocClientId.optional() });
export type ByocInput = z.output<typeof byocInput>;

export const BYOC_SECRET_LENGTH = 32;

/** H-38: exactly 32 characters, none of them a blank, taken as it is. */
export const byocSecret = z
  .string()
  .refine((value) => !/\s/.test(value), { error: "The secret has a blank in it. Copy it without blanks." })
  .refine((value) => value.length === BYOC_SECRET_LENGTH, {
    error: (issue) => `The secret has ${String(issue.input).length} characters; it must have exactly 32.`,
  })
  .refine((value) => /^[\x21-\x7e]*$/.test(value), { error: "Use letters, digits and signs of ASCII only." });

/** Without a secret one is made. */
export const byocSecretInput = z.strictObject({ secret: byocSecret.optional() });

const agents = z
  .array(z.strictObject({ agentId: z.int().positive(), name: z.string().max(200) }))
  .max(100, { error: "At most 100 agents at once." });

export const skillInput = z.discriminatedUnion("mode", [
  z.strictObject({
    mode: z.literal("pick"),
    skillId: z.int({ error: "Choose a skill." }).positive({ error: "Choose a skill." }),
    skillName: z.string().min(1).max(100),
    agents: agents.default([]),
  }),
  z.strictObject({
    mode: z.literal("create"),
    skillName,
    campaignId: z.int({ error: "Choose a campaign." }).positive({ error: "Choose a campaign." }),
    campaignName: z.string().max(200),
    agents: agents.min(1, {
      error: "Choose at least one agent: conversations of a skill without agents wait unseen.",
    }),
  }),
]);
export type SkillInput = z.output<typeof skillInput>;

/** What may be changed outside of the wizard; `version` is the one the page was opened with. */
export const updateHandoverInput = z.strictObject({
  version: z.int().min(1).max(1_000_000),
  name: handoverName.optional(),
  state: z.enum(["live", "paused"]).optional(),
  /** Resumes although checks fail. */
  anyway: z.boolean().default(false),
});
export type UpdateHandoverInput = z.output<typeof updateHandoverInput>;

/** What deserves a look in every list. */
export type HandoverSigns = {
  /** Differences from what was applied that nobody ignored. */
  drifted: number;
  /** The step that waits for somebody longest. */
  waiting: { for: string; since: string; stepId: string } | null;
};

export type HandoverView = HandoverSigns & {
  id: string;
  name: string;
  kind: HandoverKind;
  state: HandoverState;
  beta: boolean;
  connection: { id: string; name: string; environment: string } | null;
  bot: { adapter: string; name: string };
  settings: HandoverSettings;
  /** The channel of CXone, or the source of Engage. */
  channelId: string | null;
  /** Null where there is no Bring Your Own Channel. */
  byocClientId: string | null;
  webchatPath: string;
  liveSince: string | null;
  createdAt: string;
  updatedAt: string;
  version: number;
  checks: { passed: number; failed: number; warning: number; total: number; lastAt: string | null };
  /** What this handover cannot do (H-05 to H-07, E-61, E-81). */
  limits: readonly Limit[];
  byocSecret: SecretView | null;
  /** Conversations that are with agents or wait for one now. */
  openConversations: number;
  /** Where its bot has moved: new visitors go there once that is live. */
  movedTo: { id: string; name: string; state: HandoverState } | null;
};

export type HandoverListItem = Pick<
  HandoverView,
  | "id"
  | "name"
  | "kind"
  | "state"
  | "connection"
  | "bot"
  | "liveSince"
  | "createdAt"
  | "updatedAt"
  | "version"
> &
  HandoverSigns;
