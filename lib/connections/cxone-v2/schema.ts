import * as z from "zod";
import { type ReadBase, readBaseUrl, type TokenStyle } from "#lib/cxone/v2/derive.ts";
import { address, expiry, secret, text } from "../input-fields.ts";

/**
 * What is kept in the open. The base address follows from an environment (T-02) or is typed whole (P-03); both may be
 * given in either field, for people copy what they have.
 */
export const cxoneV2SettingsSchema = z
  .strictObject({
    environment: z.string().trim().max(60, { error: "At most 60 characters." }).optional(),
    baseUrl: z.string().trim().max(300, { error: "At most 300 characters." }).optional(),
    /** Only where tokens are not to be had below the base address. */
    tokenUrl: address("the token address")
      .or(z.literal("").transform(() => undefined))
      .optional(),
    clientId: text("the client ID"),
  })
  .refine((typed) => placeOf(typed).ok, {
    path: ["baseUrl"],
    error: ({ input }) => problemOf(placeOf(input)),
    // Said together with what is wrong with the other fields, and not after they are mended.
    when: () => true,
  })
  .transform((typed): CxoneV2Settings => {
    const { tokenUrl, clientId } = typed;
    const found = placeOf(typed);
    if (!found.ok) throw new Error("What leads to no address is refused above");
    return { baseUrl: found.baseUrl, ...(tokenUrl ? { tokenUrl } : {}), clientId };
  });

/** Of a form as it is typed, whatever else may be wrong with it. */
function placeOf(typed: unknown): ReadBase {
  const { baseUrl, environment } = (typed ?? {}) as { baseUrl?: unknown; environment?: unknown };
  return readBaseUrl(String(baseUrl || environment || ""));
}

const problemOf = (found: ReadBase) => (found.ok ? undefined : found.problem);

export type CxoneV2Settings = { baseUrl: string; tokenUrl?: string; clientId: string };

export const CXONE_V2_SECRETS = ["clientSecret"] as const;
export type CxoneV2SecretField = (typeof CXONE_V2_SECRETS)[number];
export type CxoneV2Secrets = Partial<Record<CxoneV2SecretField, string>>;

const kind = z.literal("cxone-v2");
const secrets = z.strictObject({ clientSecret: secret }).default({});
const expiries = z.strictObject({ clientSecret: expiry.optional() }).default({});

/** The form, new or changed. */
export const cxoneV2InputSchema = z.strictObject({
  kind,
  name: text("a name", 60),
  settings: cxoneV2SettingsSchema,
  secrets,
  expiries,
});
export type CxoneV2Input = z.input<typeof cxoneV2InputSchema>;

/** Another secret for the same client at the same place. */
export const cxoneV2ReauthoriseSchema = z
  .strictObject({ kind, secrets, expiries })
  .refine(({ secrets }) => secrets.clientSecret, {
    path: ["secrets.clientSecret"],
    error: "Enter the new client secret.",
  });

/** What was found at the last good check: looked up, never typed. */
export type CxoneV2Tenant = {
  baseUrl: string;
  /** Where and how tokens are had. */
  tokenUrl: string;
  tokenStyle: TokenStyle;
  /** What the token carries (T-01, P-02); null where CXone does not say. */
  scopes: string[] | null;
};
