import * as z from "zod";
import { handoverSettings } from "#lib/handover/schema.ts";

const defaults = handoverSettings.parse({});

/**
 * The part of a provider's settings that the relay acts on (H-40, H-41), field by field: they were checked when they
 * were saved, and one that cannot be read now falls back alone instead of stopping every handover.
 */
const relaySettings = z.object({
  acceptedMessage: z.string().catch(defaults.acceptedMessage),
  cancelMessage: z.string().catch(defaults.cancelMessage),
  transcriptAsFirstMessage: z.boolean().catch(defaults.transcriptAsFirstMessage),
  displayAgentDetails: z.boolean().catch(defaults.displayAgentDetails),
  customAttributes: z
    .record(z.string(), z.unknown())
    .catch({})
    .transform((attributes) =>
      Object.entries(attributes).map(([ident, value]) => ({
        ident,
        // A contact field carries text.
        value: typeof value === "string" ? value : JSON.stringify(value),
      })),
    ),
});
export type RelaySettings = z.infer<typeof relaySettings>;

export const parseRelaySettings = (value: unknown): RelaySettings =>
  relaySettings.parse(typeof value === "object" && value !== null ? value : {});
