import type { SmtpAuth } from "#lib/email/smtp/schema.ts";

/** M-22. */
export const REQUIREMENTS = [
  "An Azure account with an active subscription",
  "The role Application Developer, or a higher one, in the tenant",
  "A workforce or external tenant that has the mailbox",
  "For the commands below: an Exchange administrator with the module ExchangeOnlineManagement",
] as const;

/**
 * M-24: what is added under API permissions. The two permissions are alike by name and belong to one way each: the delegated
 * SMTP.Send does nothing for an application that signs in by itself (facts/product.md §1.5, traps).
 */
export function permissionsFor(auth: SmtpAuth) {
  const api = {
    label: "API",
    value: "Office 365 Exchange Online",
    note: "Under “APIs my organization uses”.",
  };
  if (auth !== "client_credentials") {
    return {
      values: [api, { label: "Delegated permission", value: "SMTP.Send" }],
      press: "Then press Grant admin consent.",
    };
  }
  const application = {
    label: "Application permission",
    value: "SMTP.SendAsApp",
    note: "SMTP.Send is the delegated one: with client credentials it does nothing.",
  };
  return {
    values: [api, application],
    press: "Then press Grant admin consent: without it the application has no permission at all.",
  };
}

/**
 * Where applications are registered. Beside the real Microsoft there is the sandbox's, which has its Entra below the address
 * that people sign in at.
 */
export function entraLink(authority: string): string {
  const simulated =
    URL.canParse(authority) && new URL(authority).pathname.replace(/\/+$/, "") === "/microsoft";
  return simulated
    ? `${authority.replace(/\/+$/, "")}/entra`
    : "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade";
}

type Names = { mailbox: string; clientId: string; tenantId: string };
export type Command = { label: string; text: string; note: string };

const or = (value: string, placeholder: string) => value.trim() || placeholder;

const smtpAuth = (mailbox: string): Command => ({
  label: "Switch SMTP AUTH on for the mailbox, and see that it is",
  text: [
    "Connect-ExchangeOnline",
    `Set-CASMailbox -Identity ${mailbox} -SmtpClientAuthenticationDisabled $false`,
    `Get-CASMailbox -Identity ${mailbox} | Format-List SmtpClientAuthenticationDisabled`,
  ].join("\n"),
  note: "Otherwise Exchange answers 535 5.7.139. What the mailbox says overrules the tenant; it may take an hour to count.",
});

/** Delegated: the mailbox alone has to be allowed to send by SMTP. */
export const delegatedCommands = ({ mailbox }: Names): Command[] => [smtpAuth(or(mailbox, "<mailbox>"))];

/**
 * Client credentials: Exchange must know the application as a service principal, by the Object ID of the enterprise
 * application. That of the app registration looks alike, is taken, and then fails with 535 5.7.3 (facts/product.md §1.5, traps).
 */
export function servicePrincipalCommands(names: Names): Command[] {
  const mailbox = or(names.mailbox, "<mailbox>");
  const clientId = or(names.clientId, "<application (client) id>");
  const objectId = "<object id of the enterprise application>";
  return [
    {
      label: "Make the service principal in Exchange",
      text: [
        "Connect-ExchangeOnline",
        `New-ServicePrincipal -AppId ${clientId} -ObjectId "${objectId}" -DisplayName "Patchbay mail"`,
      ].join("\n"),
      note: "The Object ID stands in Entra under Enterprise applications, the app, Overview. The one under App registrations is another and does not work.",
    },
    {
      label: "Let it use the mailbox",
      text: `Add-MailboxPermission -Identity ${mailbox} -User "${objectId}" -AccessRights FullAccess`,
      note: "Once for each mailbox that Patchbay sends as.",
    },
    smtpAuth(mailbox),
    {
      label: "See that all of it is there",
      text: [
        `Get-ServicePrincipal | Where-Object AppId -eq "${clientId}" | Format-List DisplayName, AppId, ObjectId`,
        `Get-MailboxPermission -Identity ${mailbox} | Format-Table User, AccessRights`,
      ].join("\n"),
      note: "Compare the ObjectId with the one under Enterprise applications.",
    },
  ];
}
