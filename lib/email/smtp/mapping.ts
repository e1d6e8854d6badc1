import { MICROSOFT_AUTHORITY, MICROSOFT_SMTP, type SmtpInput, type SmtpView } from "./schema.ts";

/** An empty form, with Microsoft's usual places. */
export const emptySmtp = (connectionId: string): SmtpInput => ({
  connectionId,
  name: "",
  provider: "microsoft",
  ...MICROSOFT_SMTP,
  caCertificate: "",
  mailbox: "",
  auth: "delegated",
  authority: MICROSOFT_AUTHORITY,
  tenantId: "",
  clientId: "",
  secrets: { clientSecret: "", password: "" },
  expiry: "",
});

/** What a kept configuration's form begins with: everything but its secrets. */
export const keptSmtp = (kept: SmtpView): SmtpInput => ({
  connectionId: kept.connection.id,
  name: kept.name,
  provider: kept.provider,
  host: kept.host,
  port: kept.port,
  security: kept.security,
  caCertificate: kept.caCertificate ?? "",
  mailbox: kept.mailbox,
  auth: kept.auth,
  authority: kept.authority ?? MICROSOFT_AUTHORITY,
  tenantId: kept.tenantId ?? "",
  clientId: kept.clientId ?? "",
  secrets: { clientSecret: "", password: "" },
  expiry: "",
});
