import { expect, test, vi } from "vitest";
import { browser } from "../../microsoft/test-microsoft.ts";
import { type TestTenant, testTenant } from "../../test-tenant.ts";

const tool = "/cxone/console/email-support-tool";
const advanced = "/cxone/console/email/advanced";

const text = async (tenant: TestTenant, path: string) => String((await tenant.raw(path)).body);
const microsoftForm = {
  name: "Acme Microsoft",
  domain: "acme.example",
  host: "smtp.office365.com",
  port: "587",
  mailbox: "support@acme.example",
  isMicrosoft: "on",
};

test("Advanced Settings is blank until the representative has made a configuration for Microsoft", async () => {
  const tenant = await testTenant();
  expect(await text(tenant, advanced)).not.toContain("<table");
  await tenant.form(`${tool}/smtp`, { ...microsoftForm, name: "Own server", isMicrosoft: "" });
  expect((await tenant.form(`${tool}/smtp`, { ...microsoftForm, domain: "none.example" })).status).toBe(400);
  await tenant.form(`${tool}/smtp`, microsoftForm);
  expect(await text(tenant, advanced)).toContain("Acme Microsoft");
});

test("Authorize sends the browser to the OAuth provider with the scopes and the redirect URL of the page", async () => {
  const tenant = await testTenant();
  await tenant.form(`${tool}/smtp`, microsoftForm);
  const here = `${advanced}/201`;
  const page = await text(tenant, here);
  expect(page).toContain("https://outlook.office.com/SMTP.Send offline_access");
  expect((await tenant.form(here, { tenantId: "t", clientId: "c", clientSecret: "" })).status).toBe(400);
  const answer = await tenant.form(here, { tenantId: "t-1", clientId: "c-1", clientSecret: "hidden-value" });
  const target = new URL(answer.headers.get("location") ?? "");
  expect(target.pathname).toBe("/microsoft/t-1/oauth2/v2.0/authorize");
  expect(Object.fromEntries(target.searchParams)).toMatchObject({
    client_id: "c-1",
    redirect_uri: `${tenant.baseUrl}/cxone/console/email/oauth/callback`,
    scope: "https://outlook.office.com/SMTP.Send offline_access",
    code_challenge_method: "S256",
  });
  expect(await text(tenant, here)).not.toContain("hidden-value");
  const state = target.searchParams.get("state") ?? "";
  const back = `/cxone/console/email/oauth/callback?state=${state}&error=access_denied&error_description=AADSTS65004`;
  expect((await tenant.raw(back, { redirect: "manual" })).status).toBe(303);
  expect(await text(tenant, here)).toContain("AADSTS65004");
  expect((await tenant.raw(back, { redirect: "manual" })).status).toBe(404);
});

test("a configuration is enabled only once it is authorized, and then Display Name is not supported", async () => {
  const tenant = await testTenant();
  await tenant.form(`${tool}/smtp`, microsoftForm);
  const refused = await tenant.form(`${tool}/smtp/201`, { isEnabled: "yes" });
  expect([refused.status, String(refused.body)]).toEqual([
    400,
    expect.stringContaining("not authorized yet"),
  ]);
  await tenant.form(`${tool}/smtp`, { ...microsoftForm, name: "Own server", isMicrosoft: "" });
  await tenant.control("POST", "/email/smtp", { smtpId: "201", authorized: true, enabled: true });
  const channel = `/cxone/console/email/channels/${encodeURIComponent("in-contact-email_support@acme.example")}`;
  expect(await text(tenant, channel)).toContain("not supported for custom SMTP channels");
  const named = await tenant.form(channel, { name: "Support", displayName: "Acme" });
  expect(named.status).toBe(400);
  expect(await text(tenant, "/cxone/console/email")).toContain("In the Email Support Tool");
});

test("MAILFROM is changed and the ticketing form is sent in the Email Support Tool", async () => {
  const tenant = await testTenant();
  expect(
    (await tenant.form(`${tool}/mail-from`, { domain: "acme.example", mailFrom: "mail.other.example" }))
      .status,
  ).toBe(400);
  await tenant.form(`${tool}/mail-from`, { domain: "acme.example", mailFrom: "bounce.acme.example" });
  expect(await text(tenant, "/cxone/console/email/domains/acme.example")).toMatch(
    /bounce\.acme\.example <span class="wait">Pending/,
  );
  await tenant.form(`${tool}/tickets`, { subject: "Email ticketing form", text: "Please" });
  expect(await text(tenant, tool)).toContain("7001: Email ticketing form");
});

test("an administrator authorizes at the simulated Microsoft, and the representative enables it", async () => {
  const tenant = await testTenant();
  const { microsoft, smtp } = (await tenant.raw("/credentials.json")).body as {
    microsoft: { tenantId: string; clientId: string; clientSecret: string };
    smtp: { user: string };
  };
  await tenant.form(`${tool}/smtp`, microsoftForm);
  const { tenantId, clientId, clientSecret } = microsoft;
  const begun = await tenant.form(`${advanced}/201`, { tenantId, clientId, clientSecret });
  const { go } = browser();
  const picker = await go(begun.headers.get("location") ?? "");
  const consent = await go(picker.url.href, { account: smtp.user });
  const back = await go(consent.url.href, { decision: "accept" });
  expect(back.url.pathname).toBe(`${advanced}/201`);
  expect(back.text).toContain("Your account representative can now enable this SMTP configuration.");
  expect((await tenant.form(`${tool}/smtp/201`, { isEnabled: "yes" })).status).toBe(303);

  const form = "/cxone/console/agent/30101/new-email";
  const channel = encodeURIComponent("in-contact-email_support@acme.example");
  await tenant.form(`/cxone/console/roles/1/channels/${channel}`, { permission: "all" });
  const write = async (subject: string) => {
    const from = decodeURIComponent(channel);
    const sent = await tenant.form(form, { from, to: "kim@customer.example", subject, text: "Hello" });
    const desk = sent.headers.get("location") ?? "";
    await vi.waitFor(async () => expect(await text(tenant, desk)).not.toContain(">Sending<"), 20_000);
    return text(tenant, desk);
  };
  for (const subject of ["One", "Two"]) expect(await write(subject)).toContain('data-delivery="sent"');
  const arrived = (await tenant.control("GET", "/mail?mailbox=kim@customer.example")).body as {
    mails: { subject: string; from: string }[];
  };
  expect(arrived.mails).toMatchObject([
    { subject: expect.stringContaining("One"), from: smtp.user },
    { subject: expect.stringContaining("Two"), from: smtp.user },
  ]);
  await tenant.control("POST", "/faults", { system: "smtp", method: "AUTH", times: 1, status: 535 });
  expect(await write("Three")).toContain('data-delivery="failed"');
});
