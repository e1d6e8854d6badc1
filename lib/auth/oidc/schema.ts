import * as z from "zod";
import { roleSchema } from "#lib/auth/schema.ts";
import type { SecretView } from "#lib/vault/schema.ts";

const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max, { error: `At most ${max} characters.` });

const roleOfGroup = z.strictObject({
  group: text(200).min(1, { error: "Enter the name or id of a group." }),
  role: roleSchema,
});
export type RoleOfGroup = z.infer<typeof roleOfGroup>;

/** The form. Fields may be empty while sign-in through the provider is off. */
export const signInSettingsSchema = z
  .strictObject({
    version: z.number().int().min(1).max(1_000_000),
    oidcEnabled: z.boolean(),
    issuer: text(300)
      .refine((value) => value === "" || /^https?:\/\/[^\s?#@]+$/.test(value), {
        error: "Enter an address that starts with https://, without query and user name.",
      })
      .transform((value) => value.replace(/\/\.well-known\/openid-configuration$/, "")),
    clientId: text(200),
    /** Empty means keep: a secret never travels to the browser, so the browser cannot send it back. */
    clientSecret: text(500).default(""),
    scopes: text(300).refine((value) => value.split(/\s+/).includes("openid"), {
      error: "The scope openid must be among them.",
    }),
    groupsClaim: text(200).min(1, { error: "Enter the claim that lists the groups." }),
    /** In order: the first that fits gives the role. */
    roleOfGroup: z.array(roleOfGroup).max(50, { error: "At most 50 groups." }),
    passwordAllowed: z.boolean(),
  })
  .superRefine((value, context) => {
    const miss = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (value.oidcEnabled) {
      if (value.issuer === "") miss("issuer", "Enter the address of the provider.");
      if (value.clientId === "") miss("clientId", "Enter the client ID that the provider gave you.");
      if (value.roleOfGroup.length === 0) {
        miss("roleOfGroup", "Add at least one group: without one nobody gets a role.");
      }
    } else if (!value.passwordAllowed) {
      miss("passwordAllowed", "One of the two ways to sign in must stay.");
    }
  });
export type SignInSettingsInput = z.input<typeof signInSettingsSchema>;
export type ParsedSignInSettings = z.output<typeof signInSettingsSchema>;

/** How people sign in, as an admin sees it. Times in ISO 8601 UTC. */
export type SignInSettingsView = Omit<ParsedSignInSettings, "clientSecret"> & {
  clientSecret: SecretView;
  /** To be registered at the provider, exactly so. */
  redirectUri: string;
  /** When an admin first came in by this issuer and client; passwords cannot be switched off before. */
  adminSignedInAt: string | null;
  /** Who may use a password even when passwords are off; from the environment of the process. */
  breakGlassEmail: string | null;
};

export const issuerSchema = z.strictObject({ issuer: signInSettingsSchema.shape.issuer });

/** One thing that was looked at, with what was found. */
export type ProviderCheck = {
  id: string;
  name: string;
  state: "passed" | "failed" | "not-run";
  message: string;
  fix?: string;
  doesNotProve: string;
};

export const startSchema = z.strictObject({ next: z.string().max(1_000).default("/") });
export const callbackSchema = z.record(z.string(), z.string());

/** How a round trip to the provider can end other than well; stands in the address of the page one lands on. */
export const OIDC_RESULTS = [
  "denied",
  "no-group",
  "disabled",
  "email-not-verified",
  "expired",
  "provider-failed",
  "link",
  "unlinked",
  "other-person",
] as const;
export type OidcResult = (typeof OIDC_RESULTS)[number];
