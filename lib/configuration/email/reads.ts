import "server-only";
import { db } from "#lib/db/client.ts";
import type { Prisma, Secret } from "#lib/db/generated/client.ts";
import { channelSettings, routingInput, ticketingInput } from "#lib/email/channels/schema.ts";
import { PREFIX, subjectOf } from "#lib/email/channels/subject.ts";
import { keyOf } from "#lib/email/domains/mapping.ts";
import { type DomainRecord, RECORD_KINDS } from "#lib/email/domains/schema.ts";
import { inOrder } from "#lib/email/permissions/mapping.ts";
import { smtpSubject } from "#lib/email/schema.ts";
import { parseHours, parseTargets } from "#lib/email/sla/mapping.ts";
import { parseSmtp } from "#lib/email/smtp/stored-smtp.ts";
import { settingsOf } from "#lib/email/smtp/update-smtp.ts";
import { byCodeUnit, sorted } from "../reference/mapping.ts";
import { emailObject, saysSomething, secretFieldOf, smtpSecretName } from "./mapping.ts";
import type { EmailKind, EmailWanted } from "./schema.ts";

const EVERYTHING = {
  emailDomains: true,
  smtp: true,
  emailTemplates: { where: { deletedAt: null } },
  signatures: { where: { deletedAt: null }, include: { assigned: true } },
  emailChannels: {
    where: { state: { not: "removed" } },
    include: {
      domain: true,
      smtp: true,
      template: true,
      serviceLevel: true,
      permissions: true,
      queues: true,
    },
  },
  serviceLevel: true,
  roleMembers: true,
} as const satisfies Prisma.ConnectionInclude;
type Tenant = Prisma.ConnectionGetPayload<{ include: typeof EVERYTHING }>;
type Channel = Tenant["emailChannels"][number];

/** Everything that is wanted of digital email, by connection, as a file says it; `wanted` chooses the objects. */
export async function readEmail(wanted: (object: string) => boolean): Promise<Record<string, object>> {
  const [tenants, steps, secrets, lists] = await Promise.all([
    db().connection.findMany({ where: { kind: "cxone" }, include: EVERYTHING }),
    db().setupStep.findMany({
      where: { subject: { startsWith: `${PREFIX}:` }, stepId: { in: ["connection", "routing"] } },
    }),
    db().secret.findMany({ where: { subject: { startsWith: smtpSubject("") } }, omit: { ciphertext: true } }),
    db().emailExtensionList.findMany({ where: { updatedBy: { not: "" } } }),
  ]);
  const typed = (subject: string, stepId: string) =>
    steps.find((step) => step.subject === subject && step.stepId === stepId)?.input;
  const emails = tenants.map((tenant) => {
    const keep = <Item>(kind: EmailKind, items: Record<string, Item>) =>
      Object.fromEntries(
        Object.entries(sorted(items)).filter(([name]) => wanted(emailObject(kind, tenant.name, name))),
      );
    const keepOne = <Item>(kind: EmailKind, item: Item | undefined) =>
      item !== undefined && wanted(emailObject(kind, tenant.name)) ? item : undefined;
    const named = <Row extends { name: string }, Item>(
      kind: EmailKind,
      rows: readonly Row[],
      view: (row: Row) => Item,
    ) => keep(kind, Object.fromEntries(rows.map((row) => [row.name, view(row)])));
    const email = {
      domains: named("email-domain", tenant.emailDomains, viewDomain),
      smtp: named("email-smtp", tenant.smtp, (row) => viewSmtp(row, tenant.name, secrets)),
      templates: named("email-template", tenant.emailTemplates, ({ html, sample }) => ({
        html,
        sample: sorted(sample as Record<string, string>),
      })),
      signatures: named("email-signature", tenant.signatures, viewSignature),
      channels: named("email-channel", tenant.emailChannels, (row) => viewChannel(row, typed)),
      roles: keep("email-role", rolesOf(tenant)),
      queues: keep("email-queue", queuesOf(tenant.emailChannels)),
      sla: keepOne("email-sla", viewSla(tenant)),
      extensions: keepOne(
        "email-extensions",
        lists.find(({ connectionId }) => connectionId === tenant.id)?.extensions.toSorted(byCodeUnit),
      ),
    };
    return [tenant.name, email] as const;
  });
  return sorted(Object.fromEntries(emails.filter(([, email]) => Object.values(email).some(saysSomething))));
}

type Wanted<Kind extends EmailKind> = EmailWanted[Kind];

/** The order in which records stand says nothing: they are sorted as the page sorts them, then by what they say. */
function viewDomain({ records }: Tenant["emailDomains"][number]): Wanted<"email-domain"> {
  // Each row was written from the form of lib/email/domains/schema.ts.
  const all = records as DomainRecord[];
  const order = ({ kind }: DomainRecord) => RECORD_KINDS.indexOf(kind);
  return { records: all.toSorted((a, b) => order(a) - order(b) || byCodeUnit(keyOf(a), keyOf(b))) };
}

function viewSmtp(
  row: Tenant["smtp"][number],
  connection: string,
  secrets: readonly Omit<Secret, "ciphertext">[],
): object {
  const { name, ...settings } = settingsOf(parseSmtp(row));
  const field = secretFieldOf(settings.auth);
  const env = field && smtpSecretName(connection, name, field);
  const kept = secrets.find((one) => one.subject === smtpSubject(row.id) && one.field === field);
  const expires = kept?.expiresAt?.toISOString().slice(0, 10) ?? "never";
  return {
    // What is empty stands for what the form leaves empty.
    ...Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null)),
    secrets: field ? { [field]: field === "clientSecret" ? { env, expires } : { env } } : {},
  };
}

const viewSignature = ({ plain, html, fields, assigned }: Tenant["signatures"][number]) => ({
  plain,
  html,
  fields: sorted(fields as Record<string, string>),
  people: assigned.map(({ agentName }) => agentName).sort(byCodeUnit),
});

function viewChannel(
  row: Channel,
  typed: (subject: string, stepId: string) => unknown,
): Wanted<"email-channel"> {
  const { domain, smtp, template, serviceLevel } = row;
  const settings = channelSettings.parse(row.settings);
  const tenant = ticketingInput.safeParse(typed(subjectOf(row.id), "connection")).data;
  const routing = routingInput.safeParse(typed(subjectOf(row.id), "routing")).data;
  const sla = parseTargets(serviceLevel?.targets);
  return {
    ...(tenant ? { hasProactive: tenant.hasProactive === "yes" } : {}),
    ...(domain ? { domain: domain.name } : {}),
    ...(row.localPart ? { localPart: row.localPart } : {}),
    sending: row.sending === "smtp" ? "smtp" : "ses",
    ...(smtp ? { smtp: smtp.name } : {}),
    settings: { ...settings, spamTag: settings.spamTag?.title ?? null },
    ...(routing ? { routing: { skill: routing.skillName, script: routing.script } } : {}),
    ...(template && template.deletedAt === null ? { template: template.name } : {}),
    ...(sla ? { sla } : {}),
  };
}

/** The matrix by role: what each may on which channel, and who has it. */
function rolesOf({ emailChannels, roleMembers }: Tenant): Record<string, Wanted<"email-role">> {
  const roles: Record<string, Required<Wanted<"email-role">>> = {};
  const roleOf = (name: string) => {
    roles[name] ??= { permissions: {}, people: [] };
    return roles[name];
  };
  for (const { name, permissions } of emailChannels.toSorted((a, b) => byCodeUnit(a.name, b.name)))
    for (const cell of permissions) roleOf(cell.roleName).permissions[name] = inOrder(cell.permissions);
  for (const { roleName, agentName } of roleMembers) roleOf(roleName).people.push(agentName);
  for (const role of Object.values(roles)) role.people.sort(byCodeUnit);
  return roles;
}

function queuesOf(channels: readonly Channel[]): Record<string, string[]> {
  const rows = channels.flatMap(({ name, queues }) =>
    queues.map(({ queueId, queueName }) => ({ channel: name, queue: queueName || queueId })),
  );
  const queues = Object.groupBy(rows, ({ queue }) => queue);
  return Object.fromEntries(
    Object.entries(queues).map(([queue, included]) => [
      queue,
      (included ?? []).map(({ channel }) => channel).sort(byCodeUnit),
    ]),
  );
}

function viewSla({ serviceLevel }: Tenant): Wanted<"email-sla"> | undefined {
  const targets = parseTargets(serviceLevel?.targets);
  return serviceLevel && targets ? { hours: parseHours(serviceLevel.hours), targets } : undefined;
}
