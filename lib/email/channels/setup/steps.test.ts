import { describe, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { newId } from "#lib/ids.ts";
import { listQueues } from "../../queues/reads.ts";
import { setQueueChannels } from "../../queues/set-queue-channels.ts";
import { getEmailChannelSetup } from "../reads.ts";
import { ana, withTestEmail } from "../with-test-email.ts";
import { testToken } from "./test-step.ts";

const { tenant, answer, begin, domain, live } = withTestEmail();

describe("the domain and the address in it (M-10, M-11)", () => {
  test.each([
    ["draft", "current", "not_applicable", /waits for DNS/],
    ["pending", "waiting", "not_applicable", /waits for DNS/],
    ["failed", "current", "failed", /not verified within 72 hours/],
    ["verified", "done", "passed", /is verified/],
  ] as const)("of a domain that is %s the step is %s", async (state, status, outcome, sentence) => {
    const walk = await begin(`Mail of a ${state} one`);
    await walk.save("connection", { hasProactive: "no" });
    const domainId = await domain(`${state}.example`, state);
    await walk.save("domain", { domainId });
    await walk.save("from", { localPart: "info", pointContact: "info@inbound.example" });
    expect((await walk.statuses()).domain).toBe(status);
    const of = async (stepId: string, checkId: string) =>
      (await walk.check(stepId)).find(({ id }) => id === checkId);
    expect(await of("domain", "domain.verified")).toMatchObject({
      state: outcome,
      message: expect.stringMatching(sentence),
      fix: state === "failed" ? { link: `/email/domains/${domainId}` } : null,
    });
    // CXone offers only what is verified.
    expect((await of("from", "from.domain"))?.state).toBe(state === "verified" ? "passed" : "not_applicable");
  });

  test("without a domain there is no address, and without the point of contact the step is not done", async () => {
    const walk = await begin("No point of contact");
    await walk.save("connection", { hasProactive: "no" });
    const from = { localPart: "help", pointContact: "" };
    await expect(walk.save("from", from)).rejects.toMatchObject({
      options: { title: "No domain is chosen" },
    });
    await walk.save("domain", { domainId: await domain("contact.example") });
    await walk.save("from", from);
    expect((await walk.statuses()).from).toBe("current");
    await walk.save("from", { ...from, pointContact: "help@inbound.example" });
    expect((await walk.statuses()).from).toBe("done");
  });

  test("a template that was deleted, or that another tenant has, is not chosen (M-40)", async () => {
    const walk = await begin("Looks");
    const { connectionId } = tenant();
    const settings = {
      issuer: "https://cxone.example.com",
      accessKeyId: "AK",
      clientId: "c",
      dfoBaseUrl: "",
    };
    const elsewhere = { id: "con_elsewhere", kind: "cxone", name: "Other", environment: "live", settings };
    await db().connection.create({ data: elsewhere });
    const template = { html: "<p>x</p>", sample: {} };
    await db().emailTemplate.createMany({
      data: [
        { ...template, id: "tpl_there", connectionId, name: "There" },
        { ...template, id: "tpl_gone", connectionId, name: "Gone", deletedAt: new Date() },
        { ...template, id: "tpl_other", connectionId: elsewhere.id, name: "Other" },
      ],
    });
    for (const templateId of ["tpl_gone", "tpl_other", "tpl_none"])
      await expect(walk.save("looks", { templateId })).rejects.toMatchObject({
        options: { fields: { templateId: "Choose a template of this tenant." } },
      });
    await walk.save("looks", { templateId: "tpl_there" });
    expect(await db().emailChannel.findUnique({ where: { id: walk.id } })).toMatchObject({
      templateId: "tpl_there",
    });
  });
});

test("over Microsoft the representative acts twice, with Authorize in between, and a mail ends it (M-26, M-27, M-29)", async () => {
  const walk = await begin("Own server");
  const { connectionId } = tenant();
  const id = "smtp_own";
  const ids = {
    tenantId: "1b2c3d4e-5f60-4718-9a0b-0c1d2e3f4a5b",
    clientId: "2b2c3d4e-5f60-4718-9a0b-0c1d2e3f4a5b",
  };
  const where = { host: "smtp.office365.com", port: 587, security: "starttls", mailbox: "help@own.example" };
  await db().smtpConfiguration.create({
    data: { id, connectionId, name: "Own", provider: "microsoft", auth: "delegated", ...where, ...ids },
  });
  await walk.save("sending", { sending: "smtp", smtpId: id });
  const step = async (stepId = "sending") =>
    (await getEmailChannelSetup(ana, walk.id)).steps.find((one) => one.id === stepId);
  const ask = (kind: string, state: "sent" | "done") => {
    const now = { sentAt: new Date(), createdAt: new Date(), updatedBy: "Ana" };
    const row = { connectionId, subject: walk.subject, kind, state, text: "Please", ...now };
    const key = { subject: walk.subject, kind };
    return db().repRequest.upsert({
      where: { subject_kind: key },
      create: { id: newId("rep"), ...row },
      update: { state },
    });
  };
  const told: (string | null | undefined)[] = [];
  const note = async () => told.push(`${(await step())?.status}: ${(await step())?.todo}`);
  await note();
  await ask("smtp_configuration", "sent");
  await note();
  await ask("smtp_configuration", "done");
  await note();
  await db().smtpConfiguration.update({ where: { id }, data: { grant: { account: where.mailbox } } });
  await note();
  await ask("smtp_enable", "done");
  await note();
  expect((await walk.check("sending"))[0]).toMatchObject({ state: "not_applicable" });
  await db().smtpConfiguration.update({ where: { id }, data: { lastOkAt: new Date() } });
  await note();
  expect((await walk.check("sending"))[0]).toMatchObject({ state: "passed", message: "Own took a mail." });
  expect(told).toEqual([
    "todo: Ask the account representative for the SMTP configuration in Cloud Email tools.",
    "waiting: Ask the account representative for the SMTP configuration in Cloud Email tools.",
    "todo: Authorise Own at Microsoft.",
    "todo: Ask the account representative for switching the SMTP configuration on.",
    "todo: Send a test mail over Own.",
    "done: null",
  ]);

  // What is entered under Advanced Settings, which CXone leaves blank for other servers.
  const valuesOf = async (stepId: string) =>
    Object.fromEntries(((await step(stepId))?.guide?.values ?? []).map(({ label, value }) => [label, value]));
  expect((await step())?.guide?.path.slice(-2)).toEqual(["Advanced Settings", "Details"]);
  expect(await valuesOf("sending")).toMatchObject({ "Tenant Id": ids.tenantId, "Client Id": ids.clientId });
  // Force TLS is not the channel's then, and a display name is none (M-31, M-32, M-37).
  const settings = (await step("settings"))?.guide?.values ?? [];
  expect(settings.find(({ label }) => label === "Force TLS")?.note).toMatch(/Email Support Tool/);
  expect(settings.find(({ label }) => label === "Display Name")?.note).toMatch(/^Not supported/);
  await db().smtpConfiguration.update({ where: { id }, data: { provider: "other" } });
  expect((await step())?.guide).toBeNull();
});

test("a display name and a mail server of one's own shut each other out, whichever came first (M-32)", async () => {
  const walk = await begin("Named");
  const { connectionId } = tenant();
  const where = { host: "smtp.example", port: 587, security: "starttls", mailbox: "a@named.example" };
  await db().smtpConfiguration.create({
    data: { id: "smtp_named", connectionId, name: "Named", provider: "other", auth: "password", ...where },
  });
  const own = { sending: "smtp", smtpId: "smtp_named" };
  await walk.save("settings", { displayName: "Acme" });
  await expect(walk.save("sending", own)).rejects.toMatchObject({
    options: { fields: { sending: expect.stringContaining("display name has to go first") } },
  });
  await walk.save("settings", { displayName: "" });
  await walk.save("sending", own);
  await expect(walk.save("settings", { displayName: "Acme" })).rejects.toMatchObject({
    options: { fields: { displayName: expect.stringMatching(/^Not supported/) } },
  });
});

test("what CXone has instead of what is wanted is said by name: flow, skill and script (M-13, M-65)", async () => {
  const { channelId, check } = await live("Compared", "compared");
  const said = async (stepId: string, checkId: string) =>
    (await check(stepId)).find(({ id }) => id === checkId)?.message;
  await answer("email/channel", { channelId, manualOutbound: true });
  expect(await said("channel", "channel.there")).toBe("Manual outbound flow is on in CXone.");
  const selected = () => said("routing", "routing.selected");
  await answer("email/channel", { channelId, studioScript: "" });
  expect(await selected()).toBe("The channel has no Studio script: its mail is not routed.");
  await answer("email/channel", { channelId, studioScript: "Digital\\Other" });
  expect(await selected()).toBe("The channel runs Digital\\Other.");
  await answer("email/channel", { channelId, studioScript: "digital\\mail" });
  expect(await selected()).toBe("Website_Chat and Digital\\Mail are selected.");
  const nothing = (pathPattern: string, body: object) =>
    answer("faults", { system: "cxone", pathPattern, times: 1, body });
  await nothing("/skills$", { totalRecords: 0, skills: [] });
  expect(await said("routing", "routing.exist")).toBe("The tenant has no active digital skill.");
  await nothing("/scripts/search$", { scriptSearchDetails: [] });
  expect(await said("routing", "routing.exist")).toBe("The tenant has no Studio script.");
});

test("the test says in which queue the mail landed, and warns when it is not the wanted one (M-60, M-61)", async () => {
  const { id, channelId, check } = await live("Routed", "routed");
  const { connectionId, baseUrl } = tenant();
  const judged = async () => (await check("test")).find((one) => one.id === "test.queue");
  // Studio has no script of the name that is selected: the mail that made the channel live was routed to nobody.
  expect(await judged()).toMatchObject({
    state: "warning",
    message: expect.stringMatching(/is in no queue/),
  });

  const overview = (await (await fetch(`${baseUrl}/control/email`)).json()) as {
    channels: { channelId: string; pointOfContact: string }[];
  };
  const to = overview.channels.find((one) => one.channelId === channelId)?.pointOfContact;
  const send = () => answer("email/receive", { to, subject: testToken(id) });
  await answer("email/channel", { channelId, studioScript: "Digital\\Default Digital Script" });
  await send();
  expect(await judged()).toMatchObject({
    state: "passed",
    message: expect.stringMatching(/is in the queue Website_Chat\.$/),
  });

  const { value } = await listQueues(ana, connectionId);
  const other = value.queues.find(({ name }) => name !== "Website_Chat");
  if (!other) throw new Error("The seeded tenant has several routing queues");
  await setQueueChannels(ana, connectionId, other.id, { channelIds: [id], before: [] });
  expect(await judged()).toMatchObject({
    state: "warning",
    fix: { sentence: expect.stringContaining(`Included channels rule of ${other.name}`) },
  });
  expect(await db().emailChannel.findUnique({ where: { id } })).toMatchObject({ state: "live" });

  const filters = `${baseUrl}/cxone/console/routing-queues/${other.id}/filters`;
  const press = (address: string, fields: Record<string, string>) =>
    fetch(address, { method: "POST", body: new URLSearchParams(fields) });
  await press(filters, { name: "Mail" });
  await press(`${filters}/501`, { rule: "includedChannels" });
  await press(`${filters}/501`, { add: channelId });
  await send();
  expect(await judged()).toMatchObject({ state: "passed", evidence: { queue: other.name } });
});
