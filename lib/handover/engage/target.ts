import * as z from "zod";

const objectId = z.string().regex(/^[0-9a-f]{24}$/i);

/** What the relay has to know of Engage, as the set-up found or made it: `handover_provider.engage`. */
export const engageTarget = z.object({
  sourceId: objectId,
  /** Where messages go: `https://acme.engagement.dimelo.com/realtime/sdk/<source id>`. */
  realtimeUrl: z.url(),
  /** The category of threads that the bot has, and of those that agents have (E-20). */
  botCategoryId: objectId,
  agentCategoryId: objectId,
  botIdentityId: objectId.optional(),
  agentIdentityId: objectId.optional(),
  webhookId: objectId.optional(),
});
export type EngageTarget = z.infer<typeof engageTarget>;

/** Secrets of an Engage handover, in the vault under its subject. */
export const ENGAGE_HANDOVER_SECRETS = ["realtimeToken", "engageWebhookSecret", "engageVerifyToken"] as const;
export type EngageHandoverSecret = (typeof ENGAGE_HANDOVER_SECRETS)[number];
