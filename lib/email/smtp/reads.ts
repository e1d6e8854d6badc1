import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import type { SmtpConfiguration } from "#lib/db/generated/client.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { adminConsentUrl } from "#lib/microsoft/authorise.ts";
import { viewSecrets } from "#lib/vault/secrets.ts";
import { smtpSubject } from "../schema.ts";
import { SMTP_SECRETS, type SmtpView } from "./schema.ts";
import { gateOf, smtpStateOf } from "./state.ts";
import { parseSmtp, REFRESH_TOKEN } from "./stored-smtp.ts";

/** Where Microsoft sends people back to; registered there letter by letter. */
export const redirectUri = () => `${env().publicUrl}/api/email/oauth/callback`;

const WITH = {
  connection: { select: { id: true, name: true, environment: true } },
  channels: {
    select: { id: true, name: true, channelId: true, localPart: true, domain: { select: { name: true } } },
    orderBy: { name: "asc" as const },
  },
};
type Row = SmtpConfiguration & {
  connection: { id: string; name: string; environment: string };
  channels: {
    id: string;
    name: string;
    channelId: string | null;
    localPart: string | null;
    domain: { name: string } | null;
  }[];
};

/** All SMTP configurations by name, or those of one tenant. There are few, so they come at once. */
export async function listSmtp(
  ctx: Ctx,
  query: { connection?: string | undefined } = {},
): Promise<SmtpView[]> {
  requireRole(ctx, "admin", "operator", "auditor");
  const rows = await db().smtpConfiguration.findMany({
    where: query.connection ? { connectionId: query.connection } : {},
    include: WITH,
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return Promise.all(rows.map(view));
}

/** One configuration; throws `not_found`. */
export async function getSmtp(ctx: Ctx, id: string): Promise<SmtpView> {
  requireRole(ctx, "admin", "operator", "auditor");
  const row = await db().smtpConfiguration.findUnique({ where: { id }, include: WITH });
  if (!row) throw new AppError("not_found", { detail: "This SMTP configuration does not exist any more." });
  return view(row);
}

async function view(row: Row): Promise<SmtpView> {
  const smtp = parseSmtp(row);
  const [secrets, grantSecret, deadlines, lastMail, arrived] = await Promise.all([
    viewSecrets(db(), smtpSubject(row.id), SMTP_SECRETS),
    db().secret.count({ where: { subject: smtpSubject(row.id), field: REFRESH_TOKEN } }),
    smtp.provider === "microsoft"
      ? db().externalDeadline.findMany({ where: { vendor: "Microsoft" }, orderBy: { dueAt: "asc" } })
      : [],
    db().mail.findFirst({ where: { smtpId: row.id }, select: { id: true } }),
    db().mail.findFirst({
      where: { smtpId: row.id, state: "arrived" },
      orderBy: { createdAt: "desc" },
      select: { id: true, createdAt: true, arrivedAt: true },
    }),
  ]);
  const { authority, tenantId, clientId } = smtp;
  return {
    id: smtp.id,
    name: smtp.name,
    connection: {
      id: row.connection.id,
      name: row.connection.name,
      sandbox: row.connection.environment === "sandbox",
    },
    provider: smtp.provider,
    host: smtp.host,
    port: smtp.port,
    security: smtp.security,
    caCertificate: smtp.caCertificate,
    mailbox: smtp.mailbox,
    auth: smtp.auth,
    authority,
    tenantId,
    clientId,
    secrets,
    grant: smtp.grant,
    lastAuthorisation: smtp.authorisation,
    state: smtpStateOf({
      ...smtp,
      hasClientSecret: secrets.clientSecret.set,
      hasPassword: secrets.password.set,
      hasGrant: grantSecret > 0,
    }),
    lastOkAt: smtp.lastOkAt?.toISOString() ?? null,
    lastErrorAt: smtp.lastErrorAt?.toISOString() ?? null,
    lastError: smtp.lastError,
    basicAuth: {
      state: smtp.basicAuth === "off" ? "off" : "on",
      by: smtp.basicAuthOffBy,
      at: smtp.basicAuthOffAt?.toISOString() ?? null,
    },
    gate: gateOf(smtp.auth, smtp.credentialsAt, { sent: lastMail !== null, arrived }),
    deadlines: deadlines.map(({ title, dueAt, sourceUrl }) => ({
      title,
      dueAt: dueAt.toISOString(),
      sourceUrl,
    })),
    redirectUri: redirectUri(),
    adminConsentUrl:
      authority && tenantId && clientId
        ? adminConsentUrl({ authority, tenantId, clientId }, redirectUri())
        : null,
    channels: row.channels.map(({ id, name, channelId, localPart, domain }) => ({
      id,
      name,
      fromAddress: localPart && domain ? `${localPart}@${domain.name}` : null,
      seen: channelId !== null,
    })),
    version: smtp.version,
    createdAt: smtp.createdAt.toISOString(),
  };
}
