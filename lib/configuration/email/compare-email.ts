import "server-only";
import { keyOf } from "#lib/email/domains/mapping.ts";
import { inShort } from "#lib/email/signatures/load-signature.ts";
import { leadsElsewhere } from "#lib/email/smtp/state.ts";
import { sorted } from "../reference/mapping.ts";
import type { Configuration, ConfigurationLine, SecretNeed } from "../schema.ts";
import { blocked, isSameTenant, lineOf } from "../state.ts";
import { emailObjects, neededBy, secretFieldOf, smtpSecretName, titleOf } from "./mapping.ts";
import type { EmailObject, EmailWanted } from "./schema.ts";

/** What would become of each email object of a file, and which secrets that needs. Names that lead nowhere are blocked. */
export function compareEmail(
  current: Configuration,
  wanted: Configuration,
): { lines: ConfigurationLine[]; secrets: SecretNeed[] } {
  const here = new Map(emailObjects(current.email).map((one) => [one.object, one]));
  const all = emailObjects(wanted.email);
  const known = new Set([...here.keys(), ...all.map(({ object }) => object)]);
  const lines = all.flatMap((one): ConfigurationLine[] => {
    const refused = refusalOf(one, current, wanted, known);
    if (refused) return [blocked(one.object, refused, titleOf(one))];
    const was = here.get(one.object);
    const sameTenant = isSameTenant(current, wanted, one);
    const line = lineOf(
      one.object,
      was && comparable(was, sameTenant),
      comparable(one, sameTenant),
      titleOf(one),
    );
    if (one.kind === "email-extensions" && one.wanted.length === 0) return [{ ...line, note: EVERYTHING }];
    return one.kind === "email-domain" && !was && !sameTenant ? [line, recordsByHand(one)] : [line];
  });
  const secrets = all.flatMap((one) => {
    const was = here.get(one.object);
    return one.kind === "email-smtp" ? needsOf(one, was?.kind === "email-smtp" ? was.wanted : undefined) : [];
  });
  return { lines, secrets };
}

const EVERYTHING = "An empty list lets every file type through.";

function refusalOf(
  one: EmailObject,
  current: Configuration,
  wanted: Configuration,
  known: ReadonlySet<string>,
): string | null {
  const connection = wanted.connections[one.connection] ?? current.connections[one.connection];
  if (!connection) return `There is no connection ${one.connection}: add it to the file or here.`;
  if (connection.kind !== "cxone") return `${one.connection} is no connection to CXone, whose email this is.`;
  const missing = neededBy(one).find((object) => !known.has(object));
  return missing ? `There is no ${missing}: add it to the file or here.` : null;
}

/** An object as its line shows it, field by field; long texts by their size and digest. */
function comparable(one: EmailObject, sameTenant: boolean): object {
  switch (one.kind) {
    case "email-domain":
      // What SES gave out in another tenant proves nothing in this one.
      return sameTenant ? { records: sorted(recordsOf(one.wanted)) } : {};
    case "email-smtp": {
      const { secrets: _references, ...settings } = one.wanted;
      return settings;
    }
    case "email-template":
      return { ...one.wanted, html: inShort(one.wanted.html) };
    case "email-signature":
      return { ...one.wanted, html: inShort(one.wanted.html), people: list(one.wanted.people) };
    case "email-role": {
      const { permissions, people } = one.wanted;
      // Channels that the file does not name under the role are left alone: each is a field of its own.
      const cells = Object.entries(permissions).map(([channel, allowed]) => [
        `permissions.${channel}`,
        // Nothing allowed and not in the role are the same.
        allowed.join(", ") || null,
      ]);
      return { ...Object.fromEntries(cells), ...(people ? { people: list(people) } : {}) };
    }
    case "email-queue":
      return { channels: list(one.wanted) };
    case "email-extensions":
      return { extensions: list(one.wanted) || "(every file type)" };
    default:
      return one.wanted;
  }
}

const list = (names: readonly string[]) => names.toSorted().join(", ");

const recordsOf = ({ records }: EmailWanted["email-domain"]): Record<string, string> =>
  Object.fromEntries(records.map((record) => [keyOf(record), record.need]));

const recordsByHand = ({ object, name }: EmailObject<"email-domain">): ConfigurationLine => ({
  object,
  action: "manual",
  sentence: `Copy the records of ${name} from CXone in the new tenant`,
  changes: [],
  note: "SES gives out other values there. In the tenant of the file, its values are taken over.",
});

/** The secret that must be given, because the configuration is new or signs in elsewhere. */
function needsOf(
  { connection, name, wanted }: EmailObject<"email-smtp">,
  was: EmailWanted["email-smtp"] | undefined,
): SecretNeed[] {
  const field = secretFieldOf(wanted.auth);
  if (!field) return [];
  const keeps =
    was && secretFieldOf(was.auth) === field && !leadsElsewhere(destinationOf(was), destinationOf(wanted));
  if (keeps) return [];
  const what = `${field === "password" ? "password" : "client secret"} of the SMTP configuration ${name}`;
  return [{ env: wanted.secrets[field]?.env ?? smtpSecretName(connection, name, field), what }];
}

const destinationOf = ({ authority, tenantId, clientId, auth, ...rest }: EmailWanted["email-smtp"]) => {
  const oauth = secretFieldOf(auth) === "clientSecret";
  return {
    ...rest,
    auth,
    authority: oauth ? authority : null,
    tenantId: oauth ? tenantId : null,
    clientId: oauth ? clientId : null,
  };
};
