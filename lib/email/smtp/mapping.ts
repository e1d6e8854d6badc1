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

/** What Exchange has to allow once for each of the addresses: on its pages, or by its commands. */
export type SendAs = { mailbox: string; from: readonly string[]; path: readonly string[]; command: string };

/**
 * Exchange lets who signed in send in their own name alone, in whatever domain another one stands. Null where all mail leaves
 * as the mailbox itself, where that is not known yet, and for servers that are not Exchange.
 */
export function sendAsOf(
  { provider, mailbox }: { provider: string; mailbox: string },
  addresses: readonly (string | null)[],
): SendAs | null {
  const from = addresses.filter(
    (one): one is string => one !== null && one.toLowerCase() !== mailbox.toLowerCase(),
  );
  const [first, ...more] = from;
  if (provider !== "microsoft" || first === undefined) return null;
  const place = more.length === 0 ? first : "each of them";
  return {
    mailbox,
    from,
    path: ["Exchange admin centre", "Recipients", "Mailboxes", place, "Delegation", "Send as", "Edit"],
    command: [
      "Connect-ExchangeOnline",
      ...from.flatMap((one) => [
        `Add-RecipientPermission -Identity ${one} -Trustee ${mailbox} -AccessRights SendAs`,
        `Get-RecipientPermission -Identity ${one} -Trustee ${mailbox} | Format-Table Identity, AccessRights`,
      ]),
    ].join("\n"),
  };
}
