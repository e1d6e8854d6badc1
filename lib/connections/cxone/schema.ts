import * as z from "zod";
import { keptDay } from "#lib/api/schema.ts";
import { address, expiry, knownExpiry, secret, text } from "../input-fields.ts";

/** Where CXone lives when nothing else is said (facts/cxone.md §1.1). */
export const DEFAULT_ISSUER = "https://cxone.niceincontact.com";

/**
 * What is kept in the open. With a client, tokens come by the password grant (§1.2); without one by the simple
 * access-key login (§1.3).
 */
export const cxoneSettingsSchema = z.strictObject({
  issuer: address("the address of CXone"),
  accessKeyId: text("the access key ID"),
  clientId: z
    .string()
    .trim()
    .max(200, { error: "At most 200 characters." })
    .transform((value) => value || undefined)
    .optional(),
  /** Only where the digital API is not at the address that CXone's discovery leads to. */
  dfoBaseUrl: address("the address of the digital API")
    .or(z.literal("").transform(() => undefined))
    .optional(),
});
export type CxoneSettings = z.infer<typeof cxoneSettingsSchema>;

export const CXONE_SECRETS = ["accessKeySecret", "clientSecret"] as const;
export type CxoneSecretField = (typeof CXONE_SECRETS)[number];
export type CxoneSecrets = Partial<Record<CxoneSecretField, string>>;

/** Missing means CXone, which was the only kind once: scripts and stored configurations name none. */
const kind = z
  .literal("cxone")
  .optional()
  .transform((): "cxone" => "cxone");
const secrets = z.strictObject({ accessKeySecret: secret, clientSecret: secret }).default({});
const expiries = z
  .strictObject({ accessKeySecret: expiry.optional(), clientSecret: expiry.optional() })
  .default({});

/** The form, new or changed. Which secrets must be there is decided by the verb, which knows what is kept. */
export const cxoneInputSchema = z.strictObject({
  kind,
  name: text("a name", 60),
  settings: cxoneSettingsSchema,
  secrets,
  expiries,
});
export type CxoneInput = z.input<typeof cxoneInputSchema>;

/** New credentials for the same client at the same place. Empty means keep. */
export const cxoneReauthoriseSchema = z
  .strictObject({ kind, accessKeyId: z.string().trim().max(200).optional(), secrets, expiries })
  .refine(({ secrets }) => secrets.accessKeySecret || secrets.clientSecret, {
    path: ["secrets.accessKeySecret"],
    error: "Enter the secret that is new.",
  });
export type CxoneReauthorise = z.input<typeof cxoneReauthoriseSchema>;

export const CREDENTIAL_KINDS = ["accessKey", "clientSecret"] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/** A second secret beside the current one, which is kept as a fallback until `retireOn` (null: until somebody retires it). */
export const rotateSchema = z
  .strictObject({
    kind: z.enum(CREDENTIAL_KINDS),
    accessKeyId: z.string().trim().max(200).optional(),
    secret: text("the new secret", 500),
    expiry: knownExpiry,
    retireOn: keptDay("Enter a date such as 2027-03-31.").nullable(),
  })
  .refine(({ kind, accessKeyId }) => kind !== "accessKey" || accessKeyId, {
    path: ["accessKeyId"],
    error: "Enter the ID of the new access key.",
  });
export type RotateInput = z.input<typeof rotateSchema>;
export type ParsedRotate = z.output<typeof rotateSchema>;

/** What CXone said of itself at the last good check: looked up, never typed (H-12, H-13). */
export type CxoneTenant = {
  tenantId: string;
  tenantName: string | null;
  businessUnitId: string;
  businessUnitName: string;
  timeZone: string | null;
  apiBaseUrl: string;
  dfoBaseUrl: string;
};
