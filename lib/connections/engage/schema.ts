import * as z from "zod";
import { apiHostOf, deriveAddresses, isUiHost, readUrl } from "#lib/engage/derive.ts";
import { expiry, secret, text } from "../input-fields.ts";
import { nameOfDomain } from "./mapping.ts";

/**
 * What is kept in the open. The domain is taken in any form that a person may copy (E-60); the address of the API stands
 * only where it is not the one that follows from the domain.
 */
export const engageSettingsSchema = z
  .strictObject({
    uiBaseUrl: text("the domain of Engage", 300),
    apiBaseUrl: z.string().trim().max(300, { error: "At most 300 characters." }).optional(),
  })
  .transform((typed, ctx): EngageSettings => {
    const { uiBaseUrl, apiBaseUrl = "" } = typed;
    const refuse = (field: keyof EngageSettings, message: string) => {
      ctx.issues.push({ code: "custom", path: [field], message, input: typed[field] });
      return z.NEVER;
    };
    const found = deriveAddresses(uiBaseUrl, apiBaseUrl);
    if (!found.ok)
      return refuse(apiBaseUrl && readUrl(uiBaseUrl).ok ? "apiBaseUrl" : "uiBaseUrl", found.problem);
    const apiHost = new URL(found.apiBaseUrl).host;
    if (isUiHost(apiHost)) {
      return refuse("apiBaseUrl", `People sign in at ${apiHost}. The API is at ${apiHostOf(apiHost)}.`);
    }
    const usual = deriveAddresses(found.uiBaseUrl);
    return usual.ok && usual.apiBaseUrl === found.apiBaseUrl
      ? { uiBaseUrl: usual.uiBaseUrl }
      : { uiBaseUrl: found.uiBaseUrl, apiBaseUrl: found.apiBaseUrl };
  });
export type EngageSettings = { uiBaseUrl: string; apiBaseUrl?: string };

/** Where the REST API is: `/1.0` stands below it. */
export function apiBaseUrlOf({ uiBaseUrl, apiBaseUrl }: EngageSettings): string {
  if (apiBaseUrl) return apiBaseUrl;
  const derived = deriveAddresses(uiBaseUrl);
  if (derived.ok) return derived.apiBaseUrl;
  throw new Error("Settings are kept only where the address of the API follows from them");
}

export const ENGAGE_SECRETS = ["apiToken"] as const;
export type EngageSecretField = (typeof ENGAGE_SECRETS)[number];
export type EngageSecrets = Partial<Record<EngageSecretField, string>>;

const kind = z.literal("engage");
const secrets = z.strictObject({ apiToken: secret }).default({});
/** Engage ends no token by itself, so that is what holds until somebody says otherwise (facts/engage.md §1.1). */
const expiries = z.strictObject({ apiToken: expiry.default("never") }).prefault({});

/** The form, new or changed, before the name is filled in. */
export const engageFields = z.strictObject({
  kind,
  name: text("a name", 60)
    .or(z.literal("").transform(() => undefined))
    .optional(),
  settings: engageSettingsSchema,
  secrets,
  expiries,
});
export type EngageInput = z.input<typeof engageFields>;

/** A connection that nobody names is called like the account: the first label of its domain. */
export const withNameOfDomain = <Input extends { name?: string | undefined; settings: EngageSettings }>({
  name,
  ...input
}: Input) => ({ ...input, name: name ?? nameOfDomain(input.settings.uiBaseUrl) });

export const engageInputSchema = engageFields.transform(withNameOfDomain);

/** Another token of the same account. Engage's tokens are independent of each other, so there is nothing to overlap. */
export const engageReauthoriseSchema = z
  .strictObject({ kind, secrets, expiries })
  .refine(({ secrets }) => secrets.apiToken, {
    path: ["secrets.apiToken"],
    error: "Enter the new API access token.",
  });
export type EngageReauthorise = z.input<typeof engageReauthoriseSchema>;

/** What Engage said of itself at the last good check: looked up, never typed. */
export type EngageTenant = {
  /** Host of the pages for people. */
  domain: string;
  uiBaseUrl: string;
  apiBaseUrl: string;
  /** Of the settings of the account, where the token may read them. */
  accountId: string | null;
  /** Null where not known. Without it Engage gives no queue updates. */
  taskMode: boolean | null;
  /** Whose token it is: all that Patchbay does is done in this agent's name (E-10). Null where Engage does not say. */
  user: { id: string; name: string; email: string; roleName: string | null } | null;
  communities: { id: string; name: string }[];
};
