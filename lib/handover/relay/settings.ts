import * as z from "zod";

const DEFAULT_ACCEPTED = "I am connecting you to a colleague. Please wait a moment.";
const DEFAULT_CANCELLED = "Your request for a colleague was cancelled.";

const attributes = z.record(z.string(), z.unknown());

/**
 * Custom attributes as a JSON object or as text that holds one (H-41), flattened to what a contact field can carry.
 * They were checked when they were saved; what is wrong now is left out rather than stop a handover.
 */
const customAttributes = z
  .union([
    attributes,
    z.string().transform((text) => {
      try {
        return attributes.parse(JSON.parse(text));
      } catch {
        return {};
      }
    }),
  ])
  .catch({})
  .transform((value) =>
    Object.entries(value).map(([ident, one]) => ({
      ident,
      value: typeof one === "string" ? one : JSON.stringify(one),
    })),
  );

/** The part of a provider's settings that the relay acts on (H-40, H-41). */
export const relaySettings = z.object({
  acceptedMessage: z.string().catch(DEFAULT_ACCEPTED),
  cancelMessage: z.string().catch(DEFAULT_CANCELLED),
  transcriptAsFirstMessage: z.boolean().catch(true),
  displayAgentDetails: z.boolean().catch(false),
  customAttributes,
});
export type RelaySettings = z.infer<typeof relaySettings>;

export const parseRelaySettings = (value: unknown): RelaySettings =>
  relaySettings.parse(typeof value === "object" && value !== null ? value : {});
