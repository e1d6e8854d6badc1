import { describe, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { newId } from "#lib/ids.ts";
import { acceptDrift } from "#lib/setup/accept-drift.ts";
import { ignoreDrift } from "#lib/setup/ignore-drift.ts";
import { lookForDrift } from "#lib/setup/look-for-drift.ts";
import { saveStepInput } from "#lib/setup/save-step-input.ts";
import { claimDue, watchSetup } from "#lib/setup/watch-setups.ts";
import { emailChannelSetups } from "./channel-setups.ts";
import { createEmailChannel } from "./create-channel.ts";
import { listEmailHome } from "./list-email-home.ts";
import { makeTag } from "./make-tag.ts";
import { getEmailChannel, getEmailChannelDrift, getEmailChannelSetup, listEmailTags } from "./reads.ts";
import { getRemoval, listOpenRemovals } from "./removal/reads.ts";
import { tickRemoval } from "./removal/tick-removal.ts";
import { removeEmailChannel } from "./remove-channel.ts";
import { emailChannelSetup } from "./setup/email-channel-setup.ts";
import { updateEmailChannel } from "./update-channel.ts";
import { ana, withTestEmail } from "./with-test-email.ts";

const { tenant, answer, domain, begin, live } = withTestEmail();
const hour = { days: 0, hours: 1, minutes: 0 };
const bo = testCtx("operator", { id: "usr_bo", name: "Bo" });
const stateOf = async (id: string) => (await getEmailChannel(ana, id)).state;

describe("the set-up", () => {
  test("waiting for DNS holds up only what needs the domain, and days later it goes on where it was", async () => {
    const walk = await begin("Slow DNS");
    await walk.save("connection", { hasProactive: "no" });
    const domainId = await domain("slow.example", "pending");
    await walk.save("domain", { domainId });
    await walk.save("from", { localPart: "help", pointContact: "" });
    await walk.save("sending", { sending: "ses", smtpId: "" });
    await walk.save("settings", {});
    expect(await walk.statuses()).toMatchObject({
      connection: "done",
      domain: "waiting",
      from: "current",
      sending: "done",
      channel: "blocked",
      settings: "todo",
      routing: "blocked",
      test: "blocked",
    });
    const shown = await getEmailChannelSetup(ana, walk.id);
    expect(shown.currentStepId).toBe("from");
    expect(shown.steps.find(({ id }) => id === "domain")?.waiting).toMatchObject({
      for: "DNS",
      endsByItself: true,
    });
    const [row] = (await listEmailHome(ana, { search: "Slow DNS" })).items;
    expect(row?.waiting).toMatchObject([{ for: "DNS", what: "records of slow.example" }]);
    await expect(walk.save("channel", { name: "Slow DNS", seen: true })).rejects.toMatchObject({
      options: { title: "An earlier step comes first" },
    });
    await db().emailDomain.update({ where: { id: domainId }, data: { state: "verified" } });
    await walk.save("from", { localPart: "help", pointContact: "help@inbound.example" });
    expect(await walk.statuses()).toMatchObject({ domain: "done", from: "done", channel: "current" });
  });

  test("a tenant with Proactive Chat and Email waits for the ticketing form (M-03)", async () => {
    const walk = await begin("Ticketing");
    await walk.save("connection", { hasProactive: "yes" });
    expect((await walk.statuses()).connection).toBe("current");
    const request = await db().repRequest.create({
      data: {
        id: newId("rep"),
        connectionId: tenant().connectionId,
        subject: `connection:${tenant().connectionId}`,
        kind: "ticketing_form",
        state: "sent",
        text: "Please",
        sentAt: new Date(),
        updatedBy: "Ana",
        createdAt: new Date(),
      },
    });
    expect((await walk.statuses()).connection).toBe("waiting");
    expect((await listEmailHome(ana, { search: "Ticketing" })).items[0]?.waiting).toMatchObject([
      { for: "the account representative", what: "ticketing form" },
    ]);
    await db().repRequest.update({ where: { id: request.id }, data: { state: "done" } });
    expect((await walk.statuses()).connection).toBe("done");
  });

  test("a channel that nobody made yet is looked for in vain, and what CXone has instead is said", async () => {
    const walk = await begin("Not there");
    await walk.save("connection", { hasProactive: "no" });
    await walk.save("domain", { domainId: await domain("nowhere.example") });
    await walk.save("from", { localPart: "a", pointContact: "a@inbound.example" });
    await expect(walk.save("channel", { name: "Not there", seen: true })).rejects.toMatchObject({
      options: {
        fields: { name: expect.stringMatching(/^CXone has no email channel called Not there\. CXone has: /) },
      },
    });
    await walk.save("channel", { name: "Not there", manualOutboundFlow: true, seen: false });
    expect((await walk.statuses()).channel).toBe("todo");
  });

  test("goes live with the last step, and each step says what its checks do not prove", async () => {
    const { id, channelId } = await live("Support mail", "support1");
    const shown = await getEmailChannelSetup(ana, id);
    expect(shown.steps.filter(({ status }) => status !== "done")).toEqual([]);
    expect(shown.currentStepId).toBeNull();
    for (const step of shown.steps) {
      expect(step.docs.doesNotProve, step.id).not.toBe("");
      for (const check of step.checks) expect(check.doesNotProve.length, check.id).toBeGreaterThan(10);
    }
    await expect(
      db().emailChannel.create({
        data: {
          id: newId("eml"),
          connectionId: tenant().connectionId,
          name: "Thief",
          channelId,
          settings: {},
        },
      }),
    ).rejects.toMatchObject({ code: "P2002" });
    expect((await listEmailHome(ana, { search: "Support mail" })).items[0]).toMatchObject({
      fromAddress: "support1@support1.acme.example",
      lastIn: { seen: "cxone", at: expect.any(String) },
      waiting: [],
      drifted: 0,
    });
  });

  test("without default skill or script the mail is not routed, and the check says which (M-65)", async () => {
    const walk = await live("Unrouted", "unrouted");
    await answer("email/channel", { channelId: walk.channelId, defaultSkillId: "" });
    const checks = await walk.check("routing");
    expect(checks.find(({ id }) => id === "routing.selected")).toMatchObject({
      state: "failed",
      message: "The channel has no default skill: its mail is not routed.",
    });
    expect(await stateOf(walk.id)).toBe("degraded");
    await answer("email/channel", { channelId: walk.channelId, defaultSkillId: "4606106" });
    await walk.check("routing");
    expect(await stateOf(walk.id)).toBe("live");
  });

  test("changed settings take the tick back: what was ticked was other than this", async () => {
    const walk = await live("Ticked", "ticked");
    await walk.save("settings", { forceTls: true });
    expect((await walk.statuses()).settings).toBe("current");
    expect(await stateOf(walk.id)).toBe("degraded");
    await walk.tick("settings");
    expect(await stateOf(walk.id)).toBe("live");
  });
});

describe("drift", () => {
  test("what somebody changes in CXone is found, and can be accepted, ignored or put back", async () => {
    const walk = await live("Drifting", "drifting");
    expect(await claimDue(emailChannelSetups, new Date())).toContain(walk.subject);
    expect(await lookForDrift(emailChannelSetup, ana, walk.subject)).toBe("clean");
    await answer("email/channel", {
      channelId: walk.channelId,
      name: "Renamed there",
      outboundFlow: false,
      studioScript: "Digital\\Other",
    });
    await watchSetup(emailChannelSetups, ana, walk.subject);
    const { items } = await getEmailChannelDrift(ana, walk.id);
    expect(items.map(({ field, found }) => [field, found]).sort()).toEqual([
      ["hasOutboundFlow", false],
      ["name", "Renamed there"],
      ["studioScript", "Digital\\Other"],
    ]);
    expect(await stateOf(walk.id)).toBe("degraded");
    const cause = `${walk.subject}:drift`;
    expect(await db().notice.findFirst({ where: { cause } })).toMatchObject({ resolvedAt: null });
    await acceptDrift(emailChannelSetup, ana, { subject: walk.subject, lineId: "channel", field: "name" });
    expect((await getEmailChannel(ana, walk.id)).name).toBe("Renamed there");
    const reason = "Until Monday";
    await ignoreDrift(emailChannelSetup, ana, {
      subject: walk.subject,
      lineId: "settings",
      field: "hasOutboundFlow",
      reason,
    });
    await answer("email/channel", {
      channelId: walk.channelId,
      studioScript: "Digital\\Mail",
      outboundFlow: true,
    });
    await watchSetup(emailChannelSetups, ana, walk.subject);
    expect((await getEmailChannelDrift(ana, walk.id)).items).toEqual([]);
    expect(await stateOf(walk.id)).toBe("live");
  });
});

describe("two at once and odd input", () => {
  test("the second of two editors of the settings learns who was first and what changed", async () => {
    const walk = await begin("Contested");
    const save = (ctx: typeof ana, input: unknown) =>
      saveStepInput(emailChannelSetup, ctx, { subject: walk.subject, stepId: "settings", input, version: 0 });
    await save(ana, { forceTls: true });
    await expect(save(bo, { displayName: "Acme" })).rejects.toMatchObject({
      code: "conflict",
      options: { detail: expect.stringMatching(/^Ana saved this step at .+forceTls from false to true/) },
    });
  });

  test("the second of two renamers learns it too", async () => {
    const { id, version, connection } = await createEmailChannel(ana, {
      connectionId: tenant().connectionId,
      name: "Two names",
    });
    await updateEmailChannel(ana, id, { version, name: "First" });
    await expect(updateEmailChannel(bo, id, { version, name: "Second" })).rejects.toMatchObject({
      code: "conflict",
      options: { detail: expect.stringMatching(/^Ana changed it at .+: name/) },
    });
    const again = createEmailChannel(bo, { connectionId: connection.id, name: "first" });
    await expect(again).rejects.toMatchObject({ code: "name_taken" });
  });

  test("an address that another channel has, a domain of nobody and a display name over SMTP are refused", async () => {
    const [first, second] = [await begin("First of two"), await begin("Second of two")];
    const domainId = await domain("twins.example");
    for (const walk of [first, second]) await walk.save("domain", { domainId });
    await first.save("from", { localPart: "info", pointContact: "" });
    await expect(second.save("from", { localPart: "Info", pointContact: "" })).rejects.toMatchObject({
      options: { fields: { localPart: expect.stringContaining("First of two") } },
    });
    const itself = second.save("from", { localPart: "office", pointContact: "Office@twins.example" });
    await expect(itself).rejects.toHaveProperty("options.fields.pointContact");
    await expect(second.save("domain", { domainId: "dom_other" })).rejects.toMatchObject({
      options: { fields: { domainId: "Choose a domain of this tenant." } },
    });
    await expect(second.save("sending", { sending: "smtp", smtpId: "smtp_other" })).rejects.toMatchObject({
      options: { fields: { smtpId: "Choose a mail server of this tenant." } },
    });
    const smtpId = newId("smtp");
    await db().smtpConfiguration.create({
      data: {
        id: smtpId,
        connectionId: tenant().connectionId,
        name: "Own",
        provider: "other",
        host: "smtp.example",
        port: 587,
        security: "starttls",
        mailbox: "a@twins.example",
        auth: "password",
      },
    });
    await second.save("sending", { sending: "smtp", smtpId });
    await expect(second.save("settings", { displayName: "Acme" })).rejects.toMatchObject({
      options: { fields: { displayName: expect.stringMatching(/^Not supported/) } },
    });
    expect((await second.statuses()).sending).toBe("todo");
  });

  test("a spam tag is made once, however often it is asked for (M-33)", async () => {
    const connectionId = tenant().connectionId;
    const input = { connectionId, title: "Spam", colour: "#d0021b" };
    const [made, again] = [await makeTag(ana, input), await makeTag(bo, { ...input, title: "spam" })];
    expect(again.id).toBe(made.id);
    expect((await listEmailTags(ana, connectionId)).filter(({ title }) => /spam/i.test(title))).toHaveLength(
      1,
    );
  });

  test("one that CXone has goes only by name, with what loses it seen, and what stays there is ticked off", async () => {
    const walk = await live("Goodbye", "goodbye");
    const { version } = await getEmailChannel(ana, walk.id);
    await db().channelServiceLevel.create({
      data: { channelId: walk.id, targets: { firstResponse: hour, solution: hour } },
    });
    const remove = (more: object) => removeEmailChannel(ana, walk.id, { version, seen: [], ...more });
    const name = "Goodbye";
    await expect(remove({})).rejects.toMatchObject({ code: "bad_input" });
    await expect(remove({ name, seen: ["live"] })).rejects.toMatchObject({
      code: "in_use",
      options: { detail: "It has a service level of its own." },
    });
    const before = await getRemoval(ana, walk.id);
    expect(before.dependants.map(({ id }) => id)).toEqual(["live", "sla"]);
    expect(before.items.map(({ id }) => id)).toEqual(["sla", "channel", "domain"]);
    expect(before.items[1]?.values).toContainEqual({ label: "Channel id", value: walk.channelId });
    await tickRemoval(ana, walk.id, { itemId: "sla", done: true });

    const seen = before.dependants.map(({ id }) => id);
    await expect(remove({ name, seen, version: 1 })).rejects.toMatchObject({ code: "conflict" });
    await remove({ name, seen });
    await expect(getEmailChannel(ana, walk.id)).rejects.toMatchObject({ code: "not_found" });
    expect(await db().setupStep.count({ where: { subject: walk.subject } })).toBe(0);

    const open = async () => (await listOpenRemovals(ana)).find(({ id }) => id === walk.id)?.open;
    expect(await open()).toBe(2);
    const after = await tickRemoval(ana, walk.id, { itemId: "channel", done: true });
    expect(after).toMatchObject({ name: "Goodbye", removed: { by: "Ana" }, dependants: [] });
    expect(after.items.map(({ done }) => done?.by ?? null)).toEqual(["Ana", "Ana", null]);
    await tickRemoval(ana, walk.id, { itemId: "domain", done: true });
    expect(await open()).toBeUndefined();
  });
});
