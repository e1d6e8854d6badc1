import * as z from "zod";

/** Somebody entered it in CXone, where no API tells; false takes that back. */
export const attestationInput = z.strictObject({
  attested: z.boolean(),
  evidence: z.string().trim().max(2000, { error: "At most 2000 characters." }).default(""),
  /** What the page showed as wanted (`seenAs`): is it other by now, nobody has said anything of it. */
  seen: z.string().max(500_000).optional(),
});
export type AttestationInput = z.output<typeof attestationInput>;

/** `same`: what is wanted today is what was entered then. */
export type AttestationView = { by: string; at: string; evidence: string; same: boolean };
