import * as z from "zod";
import type { SecretView } from "#lib/vault/schema.ts";
import { openedVersion } from "#lib/versions/schema.ts";
import { entraId, entraSecret, headerText, mailAddress } from "../schema.ts";
import type { Gate, SmtpState } from "./state.ts";

export const PROVIDERS = ["microsoft", "other"] as const;
export const SECURITIES = ["starttls", "tls", "none"] as const;
/** `delegated` and `client_credentials` are the two ways of Microsoft (M-20, M-24). */
export const AUTHS = ["delegated", "client_credentials", "password", "none"] as const;
export const SMTP_SECRETS = ["clientSecret", "password"] as const;
export type SmtpSecurity = (typeof SECURITIES)[number];
export type SmtpAuth = (typeof AUTHS)[number];
export type SmtpSecret = (typeof SMTP_SECRETS)[number];

export const MICROSOFT_AUTHORITY = "https://login.microsoftonline.com";
export const MICROSOFT_SMTP = { host: "smtp.office365.com", port: 587, security: "starttls" } as const;

const name = headerText("The name", 80).min(1, { error: "Enter a name." });
const hostName = headerText("The host", 253)
  .min(1, { error: "Enter the host of the mail server, such as smtp.office365.com." })
  .transform((text) => text.toLowerCase())
  .refine((text) => /^[a-z0-9]([a-z0-9.:-]*[a-z0-9])?$/.test(text) && !/:\d+$/.test(text), {
    error: "Enter the host alone, without a port, path or smtp://.",
  });
const port = z
  .number({ error: "Enter a port, such as 587." })
  .int({ error: "A port is a whole number." })
  .min(1, { error: "A port is between 1 and 65535." })
  .max(65_535, { error: "A port is between 1 and 65535." });
const caCertificate = z
  .string()
  .trim()
  .max(20_000, { error: "At most 20000 characters." })
  .refine(
    (text) =>
      text === "" ||
      /^(-----BEGIN CERTIFICATE-----\s[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+$/.test(text),
    {
      error:
        "Paste certificates alone, in PEM form: from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.",
    },
  );
const authority = z
  .string()
  .trim()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
    error: "Enter an address that starts with https://.",
  })
  .refine((text) => !URL.canParse(text) || new URL(text).username + new URL(text).password === "", {
    error: "Leave user name and password out of the address.",
  })
  .refine((text) => !/[?#]/.test(text), { error: "Leave out what follows a ? or #." })
  .transform((text) => text.replace(/\/+$/, ""));
const secret = z.string().max(500, { error: "At most 500 characters." });
const SAY_WHEN =
  "Enter the day on which the secret ends, as Entra shows it, or say on purpose that it never does.";

/** What the form sends; what of it goes together is judged by `smtpInputSchema`. */
export const smtpFields = z.strictObject({
  connectionId: z.string().min(1, { error: "Choose a tenant." }).max(80),
  name,
  provider: z.enum(PROVIDERS, { error: "Choose one." }),
  host: hostName,
  port,
  security: z.enum(SECURITIES, { error: "Choose one." }),
  caCertificate: caCertificate.default(""),
  mailbox: mailAddress,
  auth: z.enum(AUTHS, { error: "Choose one." }),
  authority: z.string().default(MICROSOFT_AUTHORITY),
  tenantId: z.string().default(""),
  clientId: z.string().default(""),
  secrets: z.strictObject({ clientSecret: secret.default(""), password: secret.default("") }).default({
    clientSecret: "",
    password: "",
  }),
  /** When the client secret ends (M-25): asked for with every new one. */
  expiry: z.string().max(20).default(""),
});

/** What a configuration is, once parsed. Empty secrets mean: keep. */
export type SmtpSettings = {
  name: string;
  provider: (typeof PROVIDERS)[number];
  host: string;
  port: number;
  security: SmtpSecurity;
  caCertificate: string | null;
  mailbox: string;
  auth: SmtpAuth;
  authority: string | null;
  tenantId: string | null;
  clientId: string | null;
};
export type ParsedSmtpInput = {
  connectionId: string;
  settings: SmtpSettings;
  secrets: Partial<Record<SmtpSecret, string>>;
  expiry: string | undefined;
};

export const isOauth = (auth: SmtpAuth): auth is "delegated" | "client_credentials" =>
  auth === "delegated" || auth === "client_credentials";

type SmtpFields = z.output<typeof smtpFields>;

/** As what a field is read that counts for OAuth alone. */
const OAUTH_FIELDS = {
  authority,
  tenantId: entraId("The tenant id"),
  clientId: entraId("The client id"),
};

const text = z.string();
/** What is judged together, whatever is wrong with single fields. */
const together = z.looseObject({
  provider: text,
  auth: text,
  security: text,
  expiry: text,
  authority: text,
  tenantId: text,
  clientId: text,
  secrets: z.looseObject({ clientSecret: text, password: text }),
});

/** What of the fields goes together, as path and sentence. A secret may be empty where one is kept. */
function* problemsOf(input: z.output<typeof together>, needsSecret: boolean): Generator<[string, string]> {
  const { provider, auth, security, secrets, expiry } = input;
  const oauth = auth === "delegated" || auth === "client_credentials";
  if (provider === "microsoft" && !oauth)
    yield ["auth", "Microsoft takes OAuth alone: delegated, or client credentials."];
  if (provider === "other" && oauth) yield ["auth", "OAuth is for Microsoft: choose a password, or none."];
  if (security === "none" && auth !== "none")
    yield ["security", "What signs in would travel readable: use STARTTLS or TLS."];
  if (needsSecret && auth === "password" && secrets.password === "")
    yield ["secrets.password", "Enter the password."];
  if (!oauth) return;
  for (const [name, schema] of Object.entries(OAUTH_FIELDS)) {
    const { error } = schema.safeParse(input[name as keyof typeof OAUTH_FIELDS]);
    if (error) yield [name, error.issues[0]?.message ?? "This cannot be read."];
  }
  if (secrets.clientSecret === "" && !needsSecret) return;
  const { error } = entraSecret.safeParse(secrets.clientSecret);
  if (error) yield ["secrets.clientSecret", error.issues[0]?.message ?? "This cannot be read."];
  if (expiry !== "never" && !z.iso.date().safeParse(expiry).success) yield ["expiry", SAY_WHEN];
}

function toParsed(input: SmtpFields): ParsedSmtpInput {
  const {
    connectionId,
    expiry,
    caCertificate,
    authority,
    tenantId,
    clientId,
    secrets: typed,
    ...rest
  } = input;
  const oauth = isOauth(input.auth);
  const secrets: ParsedSmtpInput["secrets"] = {};
  if (oauth && typed.clientSecret !== "") secrets.clientSecret = entraSecret.parse(typed.clientSecret);
  if (input.auth === "password" && typed.password !== "") secrets.password = typed.password;
  return {
    connectionId,
    settings: {
      ...rest,
      caCertificate: caCertificate || null,
      authority: oauth ? OAUTH_FIELDS.authority.parse(authority) : null,
      tenantId: oauth ? OAUTH_FIELDS.tenantId.parse(tenantId) : null,
      clientId: oauth ? OAUTH_FIELDS.clientId.parse(clientId) : null,
    },
    secrets,
    expiry: secrets.clientSecret ? expiry : undefined,
  };
}

/** Which secrets must be there is decided by the verb, which knows what is kept. */
export const smtpInputSchema = smtpFields
  .superRefine((input, ctx) => {
    for (const [path, message] of problemsOf(input, false))
      ctx.addIssue({ code: "custom", path: path.split("."), message });
  })
  .transform(toParsed);

/** The same in the form, where everything that is wrong is told at once. `needsSecret`: nothing is kept yet. */
const inForm = (needsSecret: boolean) =>
  z.custom<SmtpInput>().transform((input, ctx): ParsedSmtpInput => {
    const fields = smtpFields.safeParse(input);
    const { data: judged } = together.safeParse(fields.data ?? input);
    const wrong = (fields.error?.issues ?? []).map(({ path, message }) => ({ path, message }));
    for (const [path, message] of judged ? problemsOf(judged, needsSecret) : [])
      wrong.push({ path: path.split("."), message });
    for (const issue of wrong) ctx.addIssue({ code: "custom", ...issue });
    return fields.data && wrong.length === 0 ? toParsed(fields.data) : z.NEVER;
  });
export const newSmtpForm = inForm(true);
export const changedSmtpForm = inForm(false);
export type SmtpInput = z.input<typeof smtpFields>;

const version = openedVersion;
/** The form with the version that its page was opened with; what is wrong is told at the form's own fields. */
export const changedSmtpSchema = z.looseObject({ version }).transform(({ version, ...form }, ctx) => {
  const parsed = smtpInputSchema.safeParse(form);
  if (parsed.success) return { version, input: parsed.data };
  for (const { path, message } of parsed.error.issues) ctx.addIssue({ code: "custom", path, message });
  return z.NEVER;
});

/** The same configuration for another domain or business unit (M-28). */
export const copySmtpSchema = z.strictObject({
  connectionId: z.string().min(1, { error: "Choose a tenant." }).max(80),
  name,
  mailbox: mailAddress,
});
export type CopySmtp = z.infer<typeof copySmtpSchema>;

export const authoriseSchema = z.strictObject({ back: z.string().max(300).default("") });

/** What somebody copied from a page of Microsoft that does not lead back. */
export const errorPageSchema = z.strictObject({
  text: z
    .string()
    .trim()
    .min(1, { error: "Paste the number, or the text of Microsoft's page." })
    .max(20_000, { error: "At most 20,000 characters: the part with AADSTS is enough." }),
});
export const basicAuthSchema = z.strictObject({ state: z.enum(["on", "off"]) });
export const smtpListSchema = z.object({ connection: z.string().max(80).optional() });

/** How a round trip to Microsoft ended: what the address says when somebody comes back. */
export const AUTHORISED = [
  "success",
  "denied",
  "consent_needed",
  "wrong_tenant",
  "expired",
  "failed",
] as const;
export type Authorised = (typeof AUTHORISED)[number];
export type LastAuthorisation = { end: Authorised; at: string; failure: MailFailure | null };

/** Why something failed, in words. Kept with the configuration and with the mail. */
export type MailFailure = {
  code: string;
  title: string;
  detail: string;
  fix: string;
  command?: { label: string; text: string; who: string };
  button?: "authorise" | "secret" | "oauth" | "settings" | "admin_consent";
  at: string;
};

/** What somebody at Microsoft granted. */
export type SmtpGrant = {
  account: string | null;
  scopes: string[];
  at: string;
  by: string;
  refreshedAt: string;
};

export type SmtpView = Omit<SmtpSettings, "name"> & {
  id: string;
  name: string;
  connection: { id: string; name: string; sandbox: boolean };
  secrets: Record<SmtpSecret, SecretView>;
  grant: SmtpGrant | null;
  lastAuthorisation: LastAuthorisation | null;
  state: SmtpState;
  lastOkAt: string | null;
  lastErrorAt: string | null;
  lastError: MailFailure | null;
  basicAuth: { state: "on" | "off"; by: string | null; at: string | null };
  gate: Gate;
  /** What Microsoft has announced of passwords, soonest first: data, since it changes. */
  deadlines: { title: string; dueAt: string; sourceUrl: string }[];
  /** What is entered at Microsoft, and what an administrator there is handed. */
  redirectUri: string;
  adminConsentUrl: string | null;
  /** Email channels that send through it; `seen` once they are known in CXone, where a round trip is looked for. */
  channels: { id: string; name: string; fromAddress: string | null; seen: boolean }[];
  version: number;
  createdAt: string;
};
