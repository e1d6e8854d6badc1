import type { Ctx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { createEmailChannel } from "#lib/email/channels/create-channel.ts";
import { makeTag } from "#lib/email/channels/make-tag.ts";
import { emailChannelSetup } from "#lib/email/channels/setup/email-channel-setup.ts";
import { subjectOf } from "#lib/email/channels/subject.ts";
import { createDomain } from "#lib/email/domains/create-domain.ts";
import { saveExtensions } from "#lib/email/extensions/save-extensions.ts";
import { assignRole } from "#lib/email/permissions/assign-role.ts";
import { getPermissionMatrix } from "#lib/email/permissions/reads.ts";
import { setPermissions } from "#lib/email/permissions/set-permissions.ts";
import { listQueues } from "#lib/email/queues/reads.ts";
import { setQueueChannels } from "#lib/email/queues/set-queue-channels.ts";
import { assignSignature } from "#lib/email/signatures/assign-signature.ts";
import { readPeople } from "#lib/email/signatures/read-people.ts";
import { createSignature } from "#lib/email/signatures/save-signature.ts";
import { officeHours } from "#lib/email/sla/mapping.ts";
import { saveChannelSla, saveGlobalSla } from "#lib/email/sla/save-sla.ts";
import { createSmtp } from "#lib/email/smtp/create-smtp.ts";
import { smtpInputSchema } from "#lib/email/smtp/schema.ts";
import { createTemplate } from "#lib/email/templates/create-template.ts";
import { saveStepInput } from "#lib/setup/save-step-input.ts";

/** Every kind of email object of a tenant, made by the verbs of its pages. For tests. */
export async function makeEmail(ctx: Ctx, connectionId: string): Promise<void> {
  const { value: people } = await readPeople(ctx, connectionId);
  const [ana, bo] = people.filter(({ active }) => active);
  const { value: matrix } = await getPermissionMatrix(ctx, connectionId);
  const { value: queues } = await listQueues(ctx, connectionId);
  const [role, queue] = [matrix.roles[0], queues.queues[0]];
  if (!ana || !bo || !role || !queue) throw new Error("The seeded tenant has people, roles and queues");
  const { id, title } = await makeTag(ctx, { connectionId, title: "Spam", colour: "#d0021b" });
  const spamTag = { id, title };

  const domain = await createDomain(ctx, {
    connectionId,
    name: "acme.example",
    region: "eu-central-1",
    paste: "",
  });
  const smtp = await createSmtp(
    ctx,
    smtpInputSchema.parse({
      connectionId,
      name: "Relay",
      provider: "other",
      host: "mail.acme.example",
      port: 587,
      security: "starttls",
      mailbox: "relay@acme.example",
      auth: "password",
      secrets: { password: "canary-password-83" },
    }),
  );
  const sample = { "contact.name": "Zoe", brand: "Acme" };
  const template = await createTemplate(ctx, {
    connectionId,
    name: "Christmas",
    html: "<h1>Ho</h1>\n<p>{{contact.name}}</p>\n",
    sample,
    note: "",
  });
  const signature = await createSignature(ctx, {
    connectionId,
    name: "Standard",
    plain: "{{agent.name}}\nAcme",
    html: "",
    fields: { phone: "0800", brand: "Acme" },
    note: "",
  });
  await assignSignature(ctx, signature.id, {
    agents: [bo, ana].map(({ agentId }) => ({ agentId, from: null })),
  });

  const channel = async (name: string, steps: Record<string, unknown>) => {
    const { id } = await createEmailChannel(ctx, { connectionId, name });
    for (const [stepId, input] of Object.entries(steps)) {
      const step = { subject: subjectOf(id), stepId, input, version: 0, inAnyOrder: true };
      await saveStepInput(emailChannelSetup, ctx, step);
    }
    return id;
  };
  const support = await channel("Support: mail", {
    connection: { hasProactive: "yes" },
    domain: { domainId: domain.id },
    from: { localPart: "support", pointContact: "support@inbound.example" },
    sending: { sending: "smtp", smtpId: smtp.id },
    settings: { ticket: { position: "start", style: "square", hidden: false }, spamTag },
    routing: { skillId: 4606106, skillName: "Website_Chat", script: "Digital\\Mail" },
    looks: { templateId: template.id },
  });
  const sales = await channel("Sales", {
    domain: { domainId: domain.id },
    from: { localPart: "sales", pointContact: "" },
    settings: { displayName: "Acme Sales" },
  });

  const cell = { channelId: support, roleId: role.roleId, before: [] };
  await setPermissions(ctx, connectionId, { ...cell, permissions: ["Send Replies", "Create Drafts"] });
  await assignRole(ctx, connectionId, { roleId: role.roleId, agentIds: [ana.agentId], move: false });
  await setQueueChannels(ctx, connectionId, queue.id, { channelIds: [support, sales].sort(), before: [] });
  const time = (days: number, hours: number) => ({ days, hours, minutes: 0 });
  const targets = { firstResponse: time(0, 4), solution: time(2, 0) };
  await saveGlobalSla(ctx, connectionId, { hours: officeHours("Europe/Berlin"), targets, version: 0 });
  const faster = { firstResponse: time(0, 1), solution: time(1, 0) };
  await saveChannelSla(ctx, sales, { targets: faster, version: 0 });
  await saveExtensions(ctx, connectionId, {
    extensions: [".png", ".pdf"],
    everythingAllowed: false,
    version: 0,
  });
}

/** An installation as it is before anybody made anything. For tests. */
export async function forgetEverything(): Promise<void> {
  await db().emailChannel.deleteMany();
  await db().emailDomain.deleteMany();
  await db().smtpConfiguration.deleteMany();
  await db().emailTemplate.deleteMany();
  await db().emailSignature.deleteMany();
  await db().emailExtensionList.deleteMany();
  await db().handoverProvider.deleteMany();
  await db().setupStep.deleteMany();
  await db().secret.deleteMany();
  await db().connection.deleteMany();
}
