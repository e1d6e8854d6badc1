import * as z from "zod";
import type { SecretView } from "#lib/vault/schema.ts";

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

/** The form, new or changed. Which secrets must be there is decided by the verb, which knows what is kept. */
export const connectionInputSchema = z.strictObject({
  name: text("a name", 60),
  settings: cxoneSettingsSchema,
  secrets: z.strictObject({ accessKeySecret: secret, clientSecret: secret }).default({}),
});
export type ConnectionInput = z.input<typeof connectionInputSchema>;
export type ParsedConnectionInput = z.output<typeof connectionInputSchema>;

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
  state: "passed" | "failed" | "not_run";
  message: string;
  fix?: string;
  durationMs?: number;
  doesNotProve: string;
};

export type CheckReport = {
  ok: boolean;
  checks: NamedCheck[];
  tenant?: Tenant;
  fields?: Record<string, string>;
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
  lastError: { message: string; fix: string; at: string } | null;
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
