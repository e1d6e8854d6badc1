import * as z from "zod";
import type { SecretView } from "#lib/vault/schema.ts";
import {
  type CredentialKind,
  type CxoneSecretField,
  type CxoneSettings,
  type CxoneTenant,
  cxoneInputSchema,
  cxoneReauthoriseSchema,
} from "./cxone/schema.ts";
import {
  type CxoneV2SecretField,
  type CxoneV2Settings,
  type CxoneV2Tenant,
  cxoneV2InputSchema,
  cxoneV2ReauthoriseSchema,
} from "./cxone-v2/schema.ts";
import {
  type EngageSecretField,
  type EngageSettings,
  type EngageTenant,
  engageFields,
  engageInputSchema,
  engageReauthoriseSchema,
  withNameOfDomain,
} from "./engage/schema.ts";
import type { Health } from "./state.ts";

/** The products that Patchbay connects to. What differs between them stands in a folder of each. */
export const CONNECTION_KINDS = ["cxone", "cxone-v2", "engage"] as const;
export type ConnectionKind = (typeof CONNECTION_KINDS)[number];

export type SettingsOf = { cxone: CxoneSettings; "cxone-v2": CxoneV2Settings; engage: EngageSettings };
export type TenantOf = { cxone: CxoneTenant; "cxone-v2": CxoneV2Tenant; engage: EngageTenant };
export type SecretFieldOf = {
  cxone: CxoneSecretField;
  "cxone-v2": CxoneV2SecretField;
  engage: EngageSecretField;
};
export type SecretField = SecretFieldOf[ConnectionKind];

const KNOWN_KINDS = {
  error: ({ code }: { code?: string }) =>
    code === "invalid_union" ? "The kind is cxone, cxone-v2 or engage; without one it is cxone." : undefined,
};

/** The form, new or changed. Which secrets must be there is decided by the verb, which knows what is kept. */
export const connectionInputSchema = z.discriminatedUnion(
  "kind",
  [cxoneInputSchema, cxoneV2InputSchema, engageInputSchema],
  KNOWN_KINDS,
);
export type ConnectionInput = z.input<typeof connectionInputSchema>;
export type ParsedConnectionInput = z.output<typeof connectionInputSchema>;

const version = { version: z.number().int() };

/** The form for a kept connection, with the version it began from. */
export const changedConnectionSchema = z.discriminatedUnion(
  "kind",
  [
    cxoneInputSchema.extend(version),
    cxoneV2InputSchema.extend(version),
    engageFields.extend(version).transform(withNameOfDomain),
  ],
  KNOWN_KINDS,
);

const keptConnection = { connectionId: z.string().max(100).optional() };

/** Tries a form; with the id of a kept connection its empty secrets are taken from there, if they would not go elsewhere. */
export const draftCheckSchema = z.discriminatedUnion(
  "kind",
  [
    cxoneInputSchema.extend(keptConnection),
    cxoneV2InputSchema.extend(keptConnection),
    engageFields.extend(keptConnection).transform(withNameOfDomain),
  ],
  KNOWN_KINDS,
);

/** New credentials at the same place. Empty means keep. */
export const reauthoriseSchema = z.discriminatedUnion(
  "kind",
  [cxoneReauthoriseSchema, cxoneV2ReauthoriseSchema, engageReauthoriseSchema],
  KNOWN_KINDS,
);
export type ReauthoriseInput = z.input<typeof reauthoriseSchema>;
export type ParsedReauthorise = z.output<typeof reauthoriseSchema>;

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

export type CheckReport<Kind extends ConnectionKind = ConnectionKind> = {
  ok: boolean;
  checks: NamedCheck[];
  tenant?: TenantOf[Kind];
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

/** A connection of one kind as pages and scripts see it; times in ISO 8601 UTC. */
export type ConnectionViewOf<Kind extends ConnectionKind> = {
  id: string;
  name: string;
  kind: Kind;
  environment: "sandbox" | "live";
  version: number;
  settings: SettingsOf[Kind];
  secrets: Record<SecretFieldOf[Kind], SecretView>;
  tenant: TenantOf[Kind] | null;
  lastCheckAt: string | null;
  lastOkAt: string | null;
  lastError: NamedFailure | null;
  health: Health;
  overlaps: OverlapView[];
  handovers: { id: string; name: string }[];
  transferPolicies: { id: string; name: string }[];
  createdAt: string;
};
export type CxoneConnectionView = ConnectionViewOf<"cxone">;
export type CxoneV2ConnectionView = ConnectionViewOf<"cxone-v2">;
export type EngageConnectionView = ConnectionViewOf<"engage">;
export type ConnectionView = CxoneConnectionView | CxoneV2ConnectionView | EngageConnectionView;

/** An answer of a tenant with its age. `stale` says why it is not a fresh one: the tenant did not answer. */
export type AsOf<Value> = {
  value: Value;
  /** When the tenant said so, ISO 8601. */
  asOf: string;
  stale: { title: string; detail: string; fix: string } | null;
};
