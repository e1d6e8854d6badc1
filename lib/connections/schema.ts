import * as z from "zod";
import type { SecretView } from "#lib/vault/schema.ts";
import type { Health } from "./state.ts";

const text = (label: string, max = 200) =>
  z
    .string({ error: `Enter ${label}.` })
    .trim()
    .min(1, { error: `Enter ${label}.` })
    .max(max, { error: `At most ${max} characters.` });

/** An address that the server will call. Whether its host may be called is checked on the server. */
const address = (label: string) =>
  text(label, 300)
    .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), {
      error: "Enter an address that starts with https://.",
    })
    .refine((value) => !URL.canParse(value) || new URL(value).username === "", {
      error: "Leave user name and password out of the address.",
    })
    .transform((value) => value.replace(/\/+$/, ""));

/** Where CXone lives when nothing else is said (facts/cxone.md §1.1). */
export const DEFAULT_ISSUER = "https://cxone.niceincontact.com";

/**
 * What is kept in the open. With a client, tokens come by the password grant (§1.2); without one by the simple
 * access-key login (§1.3).
 */
export const cxoneSettingsSchema = z.strictObject({
  issuer: address("the address of CXone"),
  accessKeyId: text("the access key ID (H-15)"),
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

/** Empty means keep: a secret never travels to the browser, so the browser cannot send it back. */
const secret = z
  .string()
  .max(500, { error: "At most 500 characters." })
  .transform((value) => value.trim() || undefined)
  .optional();

/** Until when a secret holds: a day, `never`, or "" when nobody knows yet, which the expiry calendar then flags. */
const expiry = z.iso
  .date({ error: "Enter a date such as 2027-03-31." })
  .or(z.literal("never"))
  .or(z.literal(""));
const SAY_WHEN = { error: "Choose a date, or say that it does not expire." };
// Said twice: of a text that is no date zod reports the date's own sentence.
const knownExpiry = z.union([z.iso.date(SAY_WHEN), z.literal("never")], SAY_WHEN);
export type Expiry = z.infer<typeof expiry>;

/** The form, new or changed. Which secrets must be there is decided by the verb, which knows what is kept. */
export const connectionInputSchema = z.strictObject({
  name: text("a name", 60),
  settings: cxoneSettingsSchema,
  secrets: z.strictObject({ accessKeySecret: secret, clientSecret: secret }).default({}),
  expiries: z
    .strictObject({ accessKeySecret: expiry.optional(), clientSecret: expiry.optional() })
    .default({}),
});
export type ConnectionInput = z.input<typeof connectionInputSchema>;
export type ParsedConnectionInput = z.output<typeof connectionInputSchema>;

/** Tries a form; with the id of a kept connection its empty secrets are taken from there, if they would not go elsewhere. */
export const draftCheckSchema = connectionInputSchema.extend({
  connectionId: z.string().max(100).optional(),
});

const newSecret = (label: string) => text(label, 500);

/** New credentials for the same client at the same place. Empty means keep. */
export const reauthoriseSchema = z
  .strictObject({
    accessKeyId: z.string().trim().max(200).optional(),
    secrets: z.strictObject({ accessKeySecret: secret, clientSecret: secret }).default({}),
    expiries: z
      .strictObject({ accessKeySecret: expiry.optional(), clientSecret: expiry.optional() })
      .default({}),
  })
  .refine(({ secrets }) => secrets.accessKeySecret || secrets.clientSecret, {
    path: ["secrets.accessKeySecret"],
    error: "Enter the secret that is new.",
  });
export type ReauthoriseInput = z.input<typeof reauthoriseSchema>;
export type ParsedReauthorise = z.output<typeof reauthoriseSchema>;

export const CREDENTIAL_KINDS = ["accessKey", "clientSecret"] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/** A second secret beside the current one, which is kept as a fallback until `retireOn` (null: until somebody retires it). */
export const rotateSchema = z
  .strictObject({
    kind: z.enum(CREDENTIAL_KINDS),
    accessKeyId: z.string().trim().max(200).optional(),
    secret: newSecret("the new secret"),
    expiry: knownExpiry,
    retireOn: z.iso.date({ error: "Enter a date such as 2027-03-31." }).nullable(),
  })
  .refine(({ kind, accessKeyId }) => kind !== "accessKey" || accessKeyId, {
    path: ["accessKeyId"],
    error: "Enter the ID of the new access key.",
  });
export type RotateInput = z.input<typeof rotateSchema>;
export type ParsedRotate = z.output<typeof rotateSchema>;

/** What CXone said of itself at the last good check: looked up, never typed (H-12, H-13). */
export type Tenant = {
  tenantId: string;
  tenantName: string | null;
  businessUnitId: string;
  businessUnitName: string;
  timeZone: string | null;
  apiBaseUrl: string;
  dfoBaseUrl: string;
};

export type NamedCheck = {
  id: string;
  name: string;
  /** `warning`: it works, but not as it should. */
  state: "passed" | "warning" | "failed" | "not_run";
  message: string;
  fix?: string;
  /** Name of the failure in the error dictionary, its title, and the row of the request log that shows it. */
  code?: string;
  title?: string;
  requestLogId?: string;
  durationMs?: number;
  doesNotProve: string;
};

export type CheckReport = {
  ok: boolean;
  checks: NamedCheck[];
  tenant?: Tenant;
  /** Which older credentials stood in for new ones. */
  previous?: readonly CredentialKind[];
  fields?: Record<string, string>;
};

/** A failure in words, with where to look. Times in ISO 8601 UTC. */
export type NamedFailure = {
  title: string;
  message: string;
  fix: string;
  at: string;
  code: string | null;
  requestLogId: string | null;
};

/** A secret that still holds beside a newer one. */
export type OverlapView = {
  kind: CredentialKind;
  /** The access key ID it belongs to; null for a client secret. */
  oldId: string | null;
  secret: SecretView;
  startedAt: string;
  startedBy: string;
  /** ISO 8601; null: until somebody retires it. */
  retireAt: string | null;
  oldUsedAt: string | null;
  /** Since when the new one is refused and the old one does the work. */
  fallingBackSince: string | null;
};

/** A connection as pages and scripts see it; times in ISO 8601 UTC. */
export type ConnectionView = {
  id: string;
  name: string;
  kind: "cxone";
  environment: "sandbox" | "live";
  version: number;
  settings: CxoneSettings;
  secrets: Record<CxoneSecretField, SecretView>;
  tenant: Tenant | null;
  lastCheckAt: string | null;
  lastOkAt: string | null;
  lastError: NamedFailure | null;
  health: Health;
  overlaps: OverlapView[];
  handovers: { id: string; name: string }[];
  createdAt: string;
};

/** An answer of a tenant with its age. `stale` says why it is not a fresh one: the tenant did not answer. */
export type AsOf<Value> = {
  value: Value;
  /** When the tenant said so, ISO 8601. */
  asOf: string;
  stale: { title: string; detail: string; fix: string } | null;
};
