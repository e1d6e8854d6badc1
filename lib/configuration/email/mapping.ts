import { isOauth, type SmtpAuth, type SmtpSecret } from "#lib/email/smtp/schema.ts";
import { environmentName } from "../state.ts";
import type { EmailConfiguration, EmailKind, EmailObject, EmailWanted } from "./schema.ts";

/** `email-channel:Acme:Support`: a colon in the name of the connection is written otherwise, so that no two are alike. */
export const emailObject = (kind: EmailKind, connection: string, name = ""): string =>
  [kind, connection.replaceAll(":", "%3A"), name].filter(Boolean).join(":");

type Emails = Record<string, EmailConfiguration>;

/** Every email object of a file, in the order in which they can be made: each stands on those before it. */
export function emailObjects(emails: Emails): EmailObject[] {
  return Object.entries(emails).flatMap(([connection, email]) => {
    const all = <Kind extends EmailKind>(kind: Kind, items: Record<string, EmailWanted[Kind]>) =>
      Object.entries(items).map(
        ([name, wanted]) =>
          ({ kind, object: emailObject(kind, connection, name), connection, name, wanted }) as EmailObject,
      );
    const one = <Kind extends EmailKind>(kind: Kind, wanted: EmailWanted[Kind] | undefined) =>
      wanted === undefined ? [] : all(kind, { "": wanted } as Record<string, EmailWanted[Kind]>);
    return [
      ...all("email-domain", email.domains),
      ...all("email-smtp", email.smtp),
      ...all("email-template", email.templates),
      ...all("email-signature", email.signatures),
      ...all("email-channel", email.channels),
      ...all("email-role", email.roles),
      ...all("email-queue", email.queues),
      ...one("email-sla", email.sla),
      ...one("email-extensions", email.extensions),
    ];
  });
}

/** What an object needs to be there before it: `email-channel:Acme:Support` needs its domain, its template and so on. */
export function neededBy({ kind, connection, wanted }: EmailObject): string[] {
  const channels = (names: readonly string[]) =>
    names.map((name) => emailObject("email-channel", connection, name));
  switch (kind) {
    case "email-channel":
      return [
        ...(wanted.domain ? [emailObject("email-domain", connection, wanted.domain)] : []),
        ...(wanted.smtp ? [emailObject("email-smtp", connection, wanted.smtp)] : []),
        ...(wanted.template ? [emailObject("email-template", connection, wanted.template)] : []),
      ];
    case "email-role":
      return channels(Object.keys(wanted.permissions));
    case "email-queue":
      return channels(wanted);
    default:
      return [];
  }
}

const TITLES: Readonly<Record<EmailKind, string>> = {
  "email-domain": "email domain",
  "email-smtp": "SMTP configuration",
  "email-template": "email template",
  "email-signature": "email signature",
  "email-channel": "email channel",
  "email-role": "email permissions of the role",
  "email-queue": "included channels of the routing queue",
  "email-sla": "service level of email",
  "email-extensions": "accepted extensions",
};

/** As a sentence says it: "email channel Support of Acme". */
export const titleOf = ({ kind, connection, name }: Omit<EmailObject, "wanted">): string =>
  [TITLES[kind], name, "of", connection].filter(Boolean).join(" ");

/** Of a part of the file: a list that is empty says something, other emptiness nothing. */
export const saysSomething = (part: object | undefined): boolean =>
  Array.isArray(part) || Object.keys(part ?? {}).length > 0;

/** Without the parts that are empty. */
export const withoutEmptyParts = (emails: Emails): Record<string, Partial<EmailConfiguration>> =>
  Object.fromEntries(
    Object.entries(emails).map(([connection, email]) => [
      connection,
      Object.fromEntries(Object.entries(email).filter(([, part]) => saysSomething(part))),
    ]),
  );

/** The secret that an SMTP configuration cannot do without, by how it signs in. */
export function secretFieldOf(auth: SmtpAuth): SmtpSecret | null {
  if (isOauth(auth)) return "clientSecret";
  return auth === "password" ? "password" : null;
}

/** Where it is taken from unless the file says otherwise: `ACME_OFFICE_365_CLIENT_SECRET`. */
export const smtpSecretName = (connection: string, name: string, field: SmtpSecret): string =>
  environmentName(`${connection}_${name}`, field);
