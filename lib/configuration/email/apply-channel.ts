import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { createEmailChannel } from "#lib/email/channels/create-channel.ts";
import { emailChannelSetup } from "#lib/email/channels/setup/email-channel-setup.ts";
import { subjectOf } from "#lib/email/channels/subject.ts";
import { saveChannelSla } from "#lib/email/sla/save-sla.ts";
import { AppError } from "#lib/errors.ts";
import { saveStepInput } from "#lib/setup/save-step-input.ts";
import { changes } from "../plan-configuration.ts";
import type { EmailImport } from "./apply-email.ts";
import { resolveRouting, resolveTag } from "./resolve-names.ts";

/**
 * Makes an email channel or changes it as its line says, step by step as its set-up would. What CXone has to be told stays
 * with a person: the set-up says so. Returns its page.
 */
export async function applyEmailChannel(ctx: Ctx, job: EmailImport<"email-channel">): Promise<string> {
  const { one, line, connectionId } = job;
  const { name, wanted } = one;
  const key = { connectionId_name: { connectionId, name } };
  const kept = await db().emailChannel.findUnique({ where: key, select: { id: true } });
  const { id } = kept ?? (await createEmailChannel(ctx, { connectionId, name }));
  const subject = subjectOf(id);
  const save = async (stepId: string, input: unknown) => {
    const where = { subject_stepId: { subject, stepId } };
    const row = await db().setupStep.findUnique({ where, select: { version: true } });
    const version = row?.version ?? 0;
    await saveStepInput(emailChannelSetup, ctx, { subject, stepId, input, version, inAnyOrder: true });
  };

  if (wanted.hasProactive !== undefined && changes(line, "hasProactive"))
    await save("connection", { hasProactive: wanted.hasProactive ? "yes" : "no" });
  if (wanted.domain && changes(line, "domain"))
    await save("domain", { domainId: await idOf("email domain", wanted.domain, domainIn(connectionId)) });
  // CXone shows another point of contact for another address: it is asked for again.
  if (wanted.localPart && changes(line, "localPart", "domain"))
    await save("from", { localPart: wanted.localPart, pointContact: "" });
  if (wanted.sending && changes(line, "sending", "smtp")) {
    const smtpId = wanted.smtp ? await idOf("SMTP configuration", wanted.smtp, smtpIn(connectionId)) : "";
    await save("sending", { sending: wanted.sending, smtpId });
  }
  if (changes(line, "settings")) {
    const spamTag = await resolveTag(ctx, connectionId, wanted.settings.spamTag);
    await save("settings", { ...wanted.settings, spamTag });
  }
  if (wanted.routing && changes(line, "routing"))
    await save("routing", await resolveRouting(ctx, connectionId, wanted.routing));
  if (wanted.template && changes(line, "template"))
    await save("looks", { templateId: await idOf("template", wanted.template, templateIn(connectionId)) });
  if (wanted.sla !== undefined && changes(line, "sla")) {
    const row = await db().channelServiceLevel.findUnique({ where: { channelId: id } });
    if (row || wanted.sla) await saveChannelSla(ctx, id, { targets: wanted.sla, version: row?.version ?? 0 });
  }
  return `/email/channels/${id}`;
}

type Find = (name: string) => Promise<{ id: string } | null>;

const domainIn =
  (connectionId: string): Find =>
  (name) =>
    db().emailDomain.findUnique({ where: { connectionId_name: { connectionId, name } } });

const smtpIn =
  (connectionId: string): Find =>
  (name) =>
    db().smtpConfiguration.findUnique({ where: { connectionId_name: { connectionId, name } } });

const templateIn =
  (connectionId: string): Find =>
  (name) =>
    db().emailTemplate.findFirst({ where: { connectionId, name, deletedAt: null } });

async function idOf(what: string, name: string, find: Find): Promise<string> {
  const row = await find(name);
  if (!row) throw new AppError("bad_input", { detail: `There is no ${what} ${name} here.` });
  return row.id;
}
