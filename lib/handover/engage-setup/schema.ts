import * as z from "zod";
import { looksLikeId, type ObjectKind, readObjectId } from "#lib/engage/object-address.ts";
import { problemOfVerifyToken, problemOfWebhookSecret } from "#lib/engage/webhook-rules.ts";
import { handoverSettings } from "#lib/handover/relay/schema.ts";

/** The two categories that stand for who has a conversation, and the parent they get when nobody names another (E-20). */
export const PARENT_CATEGORY = "Cognigy";
export const BOT_CATEGORY = "Bot";
export const AGENT_CATEGORY = "Agent";

const chosenId = (error: string) => z.string({ error }).refine(looksLikeId, { error });
const shownName = z.string().max(200);

export const communityInput = z.strictObject({
  communityId: chosenId("Choose a community."),
  communityName: shownName,
});
export type CommunityInput = z.output<typeof communityInput>;

/** An id, or the address of the object's page in Engage (E-21). Empty: found or made by name. */
const pasted = (kind: ObjectKind) =>
  z
    .string()
    .trim()
    .max(500, { error: "At most 500 characters." })
    .default("")
    .superRefine((typed, issues) => {
      const read = typed === "" ? null : readObjectId(kind, typed);
      if (read && !read.ok) issues.addIssue({ code: "custom", message: read.problem });
    });

export const categoriesInput = z
  .strictObject({
    parentName: z
      .string({ error: "Enter the name of the parent category." })
      .trim()
      .min(1, { error: "Enter the name of the parent category." })
      .max(100, { error: "At most 100 characters." })
      .default(PARENT_CATEGORY),
    botCategory: pasted("categories"),
    agentCategory: pasted("categories"),
  })
  .refine(({ botCategory, agentCategory }) => botCategory === "" || botCategory !== agentCategory, {
    path: ["agentCategory"],
    error: "Bot and Agent have to be two categories: the handover swaps one for the other.",
  });
export type CategoriesForm = z.input<typeof categoriesInput>;
export type CategoriesInput = z.output<typeof categoriesInput>;

/** E-33: none of it is a blank; it is another one than the token of the connection. */
const realtimeToken = z
  .string()
  .trim()
  .max(255, { error: "At most 255 characters." })
  .default("")
  .refine((token) => !/\s/.test(token), { error: "There is a blank in the token. Copy it again." });

export const sourceInput = z
  .strictObject({
    sourceId: z.string().default(""),
    realtimeUrl: z.string().trim().max(500, { error: "At most 500 characters." }).default(""),
    realtimeToken,
  })
  .refine(({ sourceId, realtimeUrl }) => sourceId !== "" || realtimeUrl !== "", {
    path: ["sourceId"],
    error: "Choose the source, or paste its realtime endpoint URL below.",
  });
export type SourceForm = z.input<typeof sourceInput>;
export type SourceInput = z.output<typeof sourceInput>;

/** What is kept of the source; its token is in the vault. */
export const keptSource = z.object({ sourceId: z.string(), sourceName: z.string(), realtimeUrl: z.url() });
export type KeptSource = z.output<typeof keptSource>;

export const MOST_AGENTS = 200;

export const agentsInput = z.strictObject({
  agents: z
    .array(z.strictObject({ userId: chosenId("Choose agents from the list."), name: shownName }))
    .min(1, { error: "Choose at least one agent: a new source lets nobody read or reply." })
    .max(MOST_AGENTS, { error: `At most ${MOST_AGENTS} agents at once.` }),
});
export type AgentsInput = z.output<typeof agentsInput>;

const ownValue = (problemOf: (value: string) => string | null) =>
  z
    .string()
    .default("")
    .superRefine((value, issues) => {
      const problem = value === "" ? null : problemOf(value);
      if (problem) issues.addIssue({ code: "custom", message: problem });
    });

/** E-50, E-53, E-54. Empty: made by Patchbay, or what is kept stays. */
export const webhookInput = z.strictObject({
  secret: ownValue(problemOfWebhookSecret),
  verifyToken: ownValue(problemOfVerifyToken),
});
export type WebhookForm = z.input<typeof webhookInput>;
export type WebhookInput = z.output<typeof webhookInput>;

/** What is kept of the webhook step: whether it has an address of its own, beside that of another handover. */
export const keptWebhook = z.object({ ownPath: z.boolean() });

export const folderInput = z.strictObject({ wanted: z.boolean().default(true) });
export type FolderForm = z.input<typeof folderInput>;
export type FolderInput = z.output<typeof folderInput>;

/** E-11 stands with the settings: it changes nothing here, only what is checked. */
export const engageSettingsInput = handoverSettings.extend({ appleBusinessChat: z.boolean().default(false) });
export type EngageSettingsInput = z.output<typeof engageSettingsInput>;

/** The lists of an Engage account that a step offers. */
export const CHOICES = ["communities", "sources", "agents"] as const;
export type ChoiceOf = (typeof CHOICES)[number];

/** One thing to choose. `disabled`: why it cannot be chosen. */
export type Choice = { id: string; label: string; hint: string | null; disabled: string | null };
export type ChoiceList = {
  items: Choice[];
  /** How many there are in all. */
  total: number;
  /** The agent whom the API token belongs to; null where Engage does not say. */
  owner: { id: string; name: string } | null;
};

/** New secrets of a handover that has them already. Empty: made by Patchbay (the webhook's) or kept. */
export const replaceWebhookSecretInput = z.strictObject({ secret: ownValue(problemOfWebhookSecret) });
export type ReplaceWebhookSecret = z.output<typeof replaceWebhookSecretInput>;
