import * as z from "zod";

/** Somebody entered it in CXone, where no API tells; false takes that back. */
export const attestationInput = z.strictObject({
  attested: z.boolean(),
  evidence: z.string().trim().max(2000, { error: "At most 2000 characters." }).default(""),
});
export type AttestationInput = z.output<typeof attestationInput>;

/** `same`: what is wanted today is what was entered then. */
export type AttestationView = { by: string; at: string; evidence: string; same: boolean };
