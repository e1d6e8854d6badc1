import { expect } from "vitest";
import { db } from "#lib/db/client.ts";
import { ana, withTestTenant } from "#lib/handover/cxone-setup/with-test-tenant.ts";
import { newId } from "#lib/ids.ts";
import { attestStep } from "#lib/setup/attest-step.ts";
import { saveStepInput } from "#lib/setup/save-step-input.ts";
import { checkEmailChannel } from "./check-channel.ts";
import { createEmailChannel } from "./create-channel.ts";
import { getEmailChannelSetup } from "./reads.ts";
import { settleChannel } from "./settle-channel.ts";
import { emailChannelSetup } from "./setup/email-channel-setup.ts";
import { testToken } from "./setup/test-step.ts";
import { subjectOf } from "./subject.ts";

export { ana };

/** What a person does in the wizard and in CXone. For tests. */
export function withTestEmail() {
  const { tenant } = withTestTenant({ skillListLagSeconds: 0 });

  const answer = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
    const done = await fetch(`${tenant().baseUrl}/control/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!done.ok) throw new Error(`The sandbox refused ${path}: ${await done.text()}`);
    return (await done.json()) as Record<string, unknown>;
  };

  /** A domain as it stands after its DNS was looked up, or before. */
  const domain = async (name: string, state = "verified"): Promise<string> => {
    const id = newId("dom");
    await db().emailDomain.create({
      data: { id, connectionId: tenant().connectionId, name, records: [], state, startedAt: new Date() },
    });
    return id;
  };

  const begin = async (name: string) => {
    const { id } = await createEmailChannel(ana, { connectionId: tenant().connectionId, name });
    const subject = subjectOf(id);
    const save = async (stepId: string, input: unknown, ctx = ana) => {
      const row = await db().setupStep.findUnique({ where: { subject_stepId: { subject, stepId } } });
      await saveStepInput(emailChannelSetup, ctx, { subject, stepId, input, version: row?.version ?? 0 });
      await settleChannel(ctx, id);
    };
    return {
      id,
      subject,
      save,
      tick: async (stepId: string) => {
        await attestStep(emailChannelSetup, ana, {
          subject,
          stepId,
          attested: true,
          evidence: "Seen by Ana",
        });
        await settleChannel(ana, id);
      },
      check: (stepId: string) => checkEmailChannel(ana, id, [stepId]),
      statuses: async () =>
        Object.fromEntries((await getEmailChannelSetup(ana, id)).steps.map((step) => [step.id, step.status])),
    };
  };

  /** A live channel, with everything done here and in CXone. */
  const live = async (name: string, local: string) => {
    const walk = await begin(name);
    const domainName = `${local}.acme.example`;
    await walk.save("connection", { hasProactive: "no" });
    await walk.save("domain", { domainId: await domain(domainName) });
    await walk.save("from", { localPart: local, pointContact: `${local}@inbound.example` });
    await walk.save("sending", { sending: "ses", smtpId: "" });
    const { channelId } = (await answer("email/channel", { from: `${local}@${domainName}`, name })) as {
      channelId: string;
    };
    await walk.save("channel", { name, manualOutboundFlow: false, seen: true });
    await walk.save("settings", {});
    await walk.tick("settings");
    await walk.save("routing", { skillId: 4606106, skillName: "Website_Chat", script: "Digital\\Mail" });
    await answer("email/channel", { channelId, defaultSkillId: "4606106", studioScript: "Digital\\Mail" });
    await walk.check("routing");
    await walk.tick("permissions");
    await walk.tick("sla");
    await walk.save("looks", { templateId: "" });
    // Somebody writes the mail that step Test asks for, and SES brings it.
    const subject = testToken(walk.id);
    await answer("email/receive", {
      to: `${local}@${domainName}`,
      subject: `Fwd: ${subject}`,
      text: "Hello",
    });
    await walk.check("test");
    const row = await db().emailChannel.findUniqueOrThrow({ where: { id: walk.id } });
    expect(row).toMatchObject({ state: "live", channelId });
    return { ...walk, channelId };
  };

  return { tenant, answer, domain, begin, live };
}
