import { expect, test } from "vitest";
import { seeded, type TestTenant, testTenant } from "../test-tenant.ts";

type Domain = {
  state: string;
  identity: string;
  dkim: string;
  records: { name: string; type: string; value: string; isSeen: boolean; priority: number; part: string }[];
};

const email = async (tenant: TestTenant, path: string, body: unknown) =>
  (await tenant.control("POST", `/email/${path}`, body)).body as Record<string, unknown>;
const domain = async (tenant: TestTenant, body: unknown) =>
  (await email(tenant, "domain", body)) as unknown as Domain;

test("a channel made at the control is a channel of the digital API, with the flags of email", async () => {
  const tenant = await testTenant();
  await email(tenant, "channel", { from: "help@shop.example", name: "Help by mail", manualOutbound: true });
  const channels = (await tenant.dfo("GET", "/channels")).body as Record<string, unknown>[];
  expect(channels).toHaveLength(seeded.channels + 1);
  expect(channels.find((channel) => channel.name === "Help by mail")).toMatchObject({
    id: "in-contact-email_help@shop.example",
    idOnExternalPlatform: "help@shop.example",
    realExternalPlatformId: "in-contact-email",
    hasCcAndBcc: true,
    hasVisibleTitle: true,
    hasEditableTitle: true,
    hasAbilityToChangeFrom: true,
    hasAbilityToForwardMessage: true,
    isAutomaticSignatureAttached: false,
    hasManualOutboundFlow: true,
    hasOutboundFlow: true,
  });
});

test("script and skill show once they are set; what has no API does not show and has no address", async () => {
  const tenant = await testTenant();
  const channelId = "in-contact-email_support@acme.example";
  await email(tenant, "channel", { channelId, forceTls: true, displayName: "Acme", ticketStyle: "square" });
  const [shown] = (await tenant.dfo("GET", `/channels?id[]=${channelId}`)).body as Record<string, unknown>[];
  expect(shown).toMatchObject({ defaultSkillId: 4606110, studioScript: "Digital\\Default Digital Script" });
  expect(JSON.stringify(shown)).not.toMatch(/forceTls|displayName|ticket|threading|pointOfContact/i);
  for (const path of [
    `/channels/${channelId}`,
    `/channels/${channelId}/settings`,
    "/signatures",
    "/sla",
    "/email-domains",
  ])
    expect((await tenant.dfo("GET", path)).status, path).toBe(404);
});

test("records that are published take the place of a CNAME that stood in their way", async () => {
  const tenant = await testTenant();
  await tenant.control("POST", "/dns", { name: "cn.example", type: "CNAME", value: "else.example" });
  expect(await domain(tenant, { name: "cn.example", publish: true })).toMatchObject({ state: "Success" });
});

test("the flags can be absent, and the channel can be of the older kind", async () => {
  const tenant = await testTenant();
  await tenant.control("POST", "/switches", { emailChannelShowsFlags: false, emailPlatformId: "email" });
  await email(tenant, "channel", { from: "help@shop.example", name: "Help" });
  const id = "in-contact-email_help@shop.example";
  const [shown] = (await tenant.dfo("GET", `/channels?id[]=${id}`)).body as Record<string, unknown>[];
  expect(shown).toMatchObject({ realExternalPlatformId: "email", name: "Help" });
  expect(shown).not.toHaveProperty("hasManualOutboundFlow");
});

test("a domain is verified once DNS shows its records, token by token", async () => {
  const tenant = await testTenant();
  const { state, records } = await domain(tenant, { name: "shop.example", mailFrom: "bounce.shop.example" });
  expect(state).toBe("Pending");
  expect(
    records.map(({ part, type, name }) => [part, type, name.replace(/^[0-9a-f]{32}/, "<token>")]),
  ).toEqual([
    ["identity", "TXT", "_amazonses.shop.example"],
    ["dkim", "CNAME", "<token>._domainkey.shop.example"],
    ["dkim", "CNAME", "<token>._domainkey.shop.example"],
    ["dkim", "CNAME", "<token>._domainkey.shop.example"],
    ["inbound", "MX", "shop.example"],
    ["mailFrom", "MX", "bounce.shop.example"],
    ["mailFrom", "TXT", "bounce.shop.example"],
  ]);
  await tenant.control("POST", "/dns", { records: records.slice(0, 3) });
  expect(await domain(tenant, { name: "shop.example" })).toMatchObject({
    identity: "Success",
    state: "Pending",
  });
  await tenant.control("POST", "/dns", { records: records.slice(3) });
  expect(await domain(tenant, { name: "shop.example" })).toMatchObject({ dkim: "Success", state: "Success" });
});

test("after 72 hours without the record SES has given up, and begins again only when told", async () => {
  const tenant = await testTenant();
  const { records } = await domain(tenant, { name: "shop.example" });
  await tenant.control("POST", "/clock", { advanceSeconds: 71 * 3600 });
  expect(await domain(tenant, { name: "shop.example" })).toMatchObject({ state: "Pending" });
  await tenant.control("POST", "/clock", { advanceSeconds: 3600 + 1 });
  await tenant.control("POST", "/dns", { records });
  expect(await domain(tenant, { name: "shop.example" })).toMatchObject({
    state: "Failed",
    identity: "Failed",
  });
  expect(await domain(tenant, { name: "shop.example", restart: true })).toMatchObject({ state: "Success" });
});

test("a channel needs a verified domain and an address of its own", async () => {
  const tenant = await testTenant();
  const refused = (body: unknown) => tenant.control("POST", "/email/channel", body);
  expect((await refused({ from: "help@shop.example", publish: false })).body).toMatchObject({
    error: expect.stringContaining("Verified domain"),
  });
  expect((await refused({ from: "a b@shop.example" })).body).toMatchObject({
    error: expect.stringContaining("From Address"),
  });
  expect(
    (await refused({ channelId: "in-contact-email_support@acme.example", ticketStyle: "round" })).status,
  ).toBe(400);
});

test("bounced addresses, service levels and extensions are set without a click, and nonsense says why", async () => {
  const tenant = await testTenant();
  const channelId = "in-contact-email_support@acme.example";
  await email(tenant, "bounced", { address: "Kim@customer.example", reason: "no_tls" });
  await email(tenant, "sla", { channelId, firstResponse: { hours: 2 }, solution: { days: 3 } });
  await email(tenant, "extensions", { extensions: [".png", ".csv"] });
  expect((await tenant.control("GET", "/email")).body).toMatchObject({
    bounced: [{ address: "kim@customer.example", reason: "no_tls" }],
    slas: [{ id: channelId, useGlobal: false, firstResponse: { days: 0, hours: 2, minutes: 0 } }],
  });
  await tenant.control("POST", "/switches", { fileExtensionsShowPeriod: true });
  expect((await tenant.acd("GET", "/business-unit")).body).toMatchObject({
    businessUnits: [{ fileExtensions: [".png", ".csv"] }],
  });
  for (const [path, body] of [
    ["sla", { firstResponse: { hours: 24 } }],
    ["sla", { channelId: "none" }],
    ["extensions", { extensions: ["png"] }],
    ["bounced", { address: "kim" }],
    ["signature", { name: "Empty" }],
    ["template", { name: "Empty" }],
    ["smtp", { domain: "none.example" }],
    ["domain", { name: "no domain" }],
  ] as const)
    expect([path, (await tenant.control("POST", `/email/${path}`, body)).status]).toEqual([path, 400]);
});
