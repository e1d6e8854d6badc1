import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { changeRecords } from "#lib/email/domains/change-records.ts";
import { createDomain } from "#lib/email/domains/create-domain.ts";
import { SES_REGIONS } from "#lib/email/domains/mapping.ts";
import { saveExtensions } from "#lib/email/extensions/save-extensions.ts";
import { assignSignature, unassignSignature } from "#lib/email/signatures/assign-signature.ts";
import { readAssigned } from "#lib/email/signatures/read-people.ts";
import { createSignature, updateSignature } from "#lib/email/signatures/save-signature.ts";
import { saveGlobalSla } from "#lib/email/sla/save-sla.ts";
import { createSmtp } from "#lib/email/smtp/create-smtp.ts";
import { smtpInputSchema } from "#lib/email/smtp/schema.ts";
import { updateSmtp } from "#lib/email/smtp/update-smtp.ts";
import { createTemplate } from "#lib/email/templates/create-template.ts";
import { updateTemplate } from "#lib/email/templates/update-template.ts";
import { AppError } from "#lib/errors.ts";
import type { ConfigurationLine } from "../schema.ts";
import { applyEmailChannel } from "./apply-channel.ts";
import { applyEmailQueue, applyEmailRole } from "./apply-role.ts";
import { secretFieldOf, smtpSecretName } from "./mapping.ts";
import { resolvePeople } from "./resolve-names.ts";
import type { EmailKind, EmailObject } from "./schema.ts";

/** An object of a file with where it goes. */
export type EmailImport<Kind extends EmailKind = EmailKind> = {
  one: EmailObject<Kind>;
  line: ConfigurationLine;
  connectionId: string;
  /** Whether the tenant is the one that the file is from. */
  sameTenant: boolean;
  secrets: Record<string, string>;
};

const NOTE = "From a configuration file";

/** Makes an email object or changes it, through the verb that its own page uses. Returns where it is. */
export async function applyEmail(ctx: Ctx, job: EmailImport): Promise<string> {
  const { one, connectionId } = job;
  switch (one.kind) {
    case "email-domain":
      return applyDomain(ctx, { ...job, one });
    case "email-smtp":
      return applySmtp(ctx, { ...job, one });
    case "email-template":
      return applyTemplate(ctx, { ...job, one });
    case "email-signature":
      return applySignature(ctx, { ...job, one });
    case "email-channel":
      return applyEmailChannel(ctx, { ...job, one });
    case "email-role":
      return applyEmailRole(ctx, { ...job, one });
    case "email-queue":
      return applyEmailQueue(ctx, { ...job, one });
    case "email-sla": {
      const row = await db().serviceLevel.findUnique({ where: { connectionId } });
      await saveGlobalSla(ctx, connectionId, { ...one.wanted, version: row?.version ?? 0 });
      return "/email/sla";
    }
    case "email-extensions": {
      const row = await db().emailExtensionList.findUnique({ where: { connectionId } });
      const input = { extensions: one.wanted, everythingAllowed: true, version: row?.version ?? 0 };
      await saveExtensions(ctx, connectionId, input);
      return "/email/extensions";
    }
  }
}

async function applyDomain(ctx: Ctx, job: EmailImport<"email-domain">): Promise<string> {
  const { one, connectionId, sameTenant } = job;
  const { name, wanted } = one;
  const kept = await db().emailDomain.findUnique({ where: { connectionId_name: { connectionId, name } } });
  const inbound = wanted.records.find(({ kind }) => kind === "inbound")?.value ?? "";
  const region = SES_REGIONS.find((known) => inbound.includes(`.${known}.`)) ?? "us-east-1";
  const domain = kept ?? (await createDomain(ctx, { connectionId, name, region, paste: "" }));
  if (sameTenant) await changeRecords(ctx, domain.id, { version: domain.version, records: wanted.records });
  return `/email/domains/${domain.id}`;
}

async function applySmtp(ctx: Ctx, job: EmailImport<"email-smtp">): Promise<string> {
  const { one, connectionId, secrets } = job;
  const { name, wanted } = one;
  const { secrets: references, ...settings } = wanted;
  const field = secretFieldOf(settings.auth);
  const secret = field && secrets[references[field]?.env ?? smtpSecretName(one.connection, name, field)];
  const input = smtpInputSchema.parse({
    ...settings,
    connectionId,
    name,
    secrets: field && secret ? { [field]: secret } : {},
    expiry: references.clientSecret?.expires ?? "never",
  });
  const kept = await db().smtpConfiguration.findUnique({
    where: { connectionId_name: { connectionId, name } },
  });
  const { id } = kept ? await updateSmtp(ctx, kept.id, kept.version, input) : await createSmtp(ctx, input);
  return `/email/smtp/${id}`;
}

async function applyTemplate(ctx: Ctx, job: EmailImport<"email-template">): Promise<string> {
  const { one, connectionId } = job;
  const { name } = one;
  const kept = await db().emailTemplate.findFirst({ where: { connectionId, name, deletedAt: null } });
  const input = { ...one.wanted, name, note: NOTE };
  const { id } = kept
    ? await updateTemplate(ctx, kept.id, { ...input, version: kept.version })
    : await createTemplate(ctx, { ...input, connectionId });
  return `/email/templates/${id}`;
}

async function applySignature(ctx: Ctx, job: EmailImport<"email-signature">): Promise<string> {
  const { one, connectionId } = job;
  const { name, wanted } = one;
  const { people, ...body } = wanted;
  const agentIds = await resolvePeople(ctx, connectionId, people);
  const kept = await db().emailSignature.findFirst({ where: { connectionId, name, deletedAt: null } });
  const { id } = kept
    ? await updateSignature(ctx, kept.id, { ...body, name, note: NOTE, version: kept.version })
    : await createSignature(ctx, { ...body, name, note: NOTE, connectionId });
  const had = await readAssigned(connectionId);
  const agents = agentIds.map((agentId) => ({ agentId, from: had.get(agentId)?.id ?? null }));
  const { results } = await assignSignature(ctx, id, { agents });
  const refused = results.filter(({ state }) => state === "failed");
  if (refused.length > 0) {
    const detail = refused.map(({ id: agentId, reason }) => `Agent ${agentId}: ${reason}`).join(" ");
    throw new AppError("bad_input", { detail });
  }
  const gone = [...had].filter(([agentId, { id: has }]) => has === id && !agentIds.includes(agentId));
  if (gone.length > 0) await unassignSignature(ctx, id, { agentIds: gone.map(([agentId]) => agentId) });
  return `/email/signatures/${id}`;
}
