import * as z from "zod";
import { MOST_AGENTS } from "#lib/handover/engage-setup/schema.ts";
import { secretReference } from "../reference/schema.ts";

const shown = z.string().trim().min(1).max(200);

/** What the set-up of a handover to Engage asks for, by the names that it has in the account. What is left out is left alone. */
export const engagePart = z.strictObject({
  community: shown.optional(),
  categories: z
    .strictObject({
      parent: shown,
      /** Ids, where Bot and Agent are not found or made by their names; they hold for this account only. */
      bot: shown.optional(),
      agent: shown.optional(),
    })
    .optional(),
  /** Added in Engage by hand, with a token of its own; both hold for this account only (E-33). */
  source: z.strictObject({ name: shown, realtimeToken: secretReference.optional() }).optional(),
  agents: z.array(shown).min(1, { error: "Name at least one agent." }).max(MOST_AGENTS).optional(),
  folder: z.boolean().optional(),
  appleBusinessChat: z.boolean().optional(),
});
export type EngagePart = z.output<typeof engagePart>;
