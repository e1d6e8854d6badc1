import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { mailClient, refusalOf, type TestMicrosoft, testMicrosoft } from "../../microsoft/test-microsoft.ts";
import { product, signIn } from "../../microsoft/test-product.ts";

const textOf = async (ms: TestMicrosoft, address: string) => (await fetch(`${ms.baseUrl}${address}`)).text();
const shownAt = (text: string, id: string) => new RegExp(`id="${id}">([^<]+)<`).exec(text)?.[1] ?? "";

test("an administrator sets up an app from nothing by the pages, with one wrong Object ID on the way", async () => {
  const ms = await testMicrosoft();
  const made = await ms.form("/microsoft/entra/apps", {
    name: "Fresh",
    redirectUri: "https://app.example/cb",
  });
  const app = made.headers.get("location") ?? "";
  const overview = await textOf(ms, app);
  const [clientId, appObjectId] = [shownAt(overview, "client-id"), shownAt(overview, "object-id")];
  expect(shownAt(overview, "directory-id")).toBe(ms.microsoft.tenantId);
  const secret = await (await ms.form(`${app}/secrets`, { description: "One", days: "90" })).text();
  const client_secret = shownAt(secret, "secret-value");
  const tries = async () => {
    const { body } = await ms.token({
      client_id: clientId,
      client_secret,
      grant_type: "client_credentials",
      scope: "https://outlook.office365.com/.default",
    });
    return mailClient(ms, { accessToken: String(body.access_token), user: "sales@acme.example" }).verify();
  };
  await ms.form(`${app}/permissions`, { permission: "SMTP.SendAsApp" });
  await ms.form(`${app}/consent`, { decision: "grant" });
  expect(await textOf(ms, app)).toContain("SMTP.SendAsApp (Application), granted for the organization");

  const mailbox = "/microsoft/exchange/mailboxes/sales@acme.example";
  await ms.form("/microsoft/exchange/principals", { clientId, objectId: appObjectId, name: "Fresh" });
  await ms.form(mailbox, { smtpAuth: "inherit", add: appObjectId });
  expect((await refusalOf(tries())).responseCode).toBe(535);

  const objectId = shownAt(await textOf(ms, "/microsoft/entra/enterprise"), `object-${clientId}`);
  expect(objectId).not.toBe(appObjectId);
  await ms.form("/microsoft/exchange/principals", { clientId, objectId, name: "Fresh" });
  await ms.form(mailbox, { smtpAuth: "inherit", add: objectId });
  await tries();
  await ms.form(mailbox, { smtpAuth: "off" });
  expect((await refusalOf(tries())).response).toMatch(/^535 5\.7\.139 .* for the Mailbox/);
});

test("pages refuse what Microsoft refuses, and requests from elsewhere", async () => {
  const ms = await testMicrosoft();
  const app = `/microsoft/entra/apps/${ms.microsoft.clientId}`;
  const insecure = await ms.form(`${app}/redirects`, { redirectUris: "http://app.example/cb" });
  expect(await insecure.text()).toContain("must start with &#39;https://&#39; or &#39;http://localhost&#39;");
  expect((await ms.form(`${app}/secrets`, { days: "9999" })).status).toBe(400);
  expect((await ms.form("/microsoft/exchange/principals", { clientId: "acme", objectId: "x" })).status).toBe(
    400,
  );
  const foreign = await fetch(`${ms.baseUrl}/microsoft/exchange/settings`, {
    method: "POST",
    headers: { origin: "https://evil.example" },
  });
  expect(foreign.status).toBe(403);
});

test("the settings of the tenant are set on their pages, users lose their sessions on theirs", async () => {
  const ms = await testMicrosoft();
  await ms.form("/microsoft/exchange/settings", { basicAuth: "retired" });
  await ms.form("/microsoft/entra/settings", { securityDefaults: "on" });
  const { tenants, users } = (await ms.control("GET", "/microsoft")) as {
    tenants: Record<string, unknown>[];
    users: { upn: string; objectId: string }[];
  };
  expect(tenants[0]).toMatchObject({
    smtpAuth: false,
    basicAuth: "retired",
    userConsent: false,
    securityDefaults: true,
  });
  const user = users.find((row) => row.upn === ms.smtp.user);
  const page = await ms.form(`/microsoft/entra/users/${user?.objectId}/password`);
  expect(shownAt(await page.text(), "password")).not.toBe("");
  for (const address of [
    "/microsoft/entra",
    "/microsoft/entra/users",
    "/microsoft/exchange",
    "/mailbox",
    "/",
  ])
    expect((await fetch(`${ms.baseUrl}${address}`)).status, address).toBe(200);
});

test("a mail is shown with its raw headers, its HTML in a frame without scripts", async () => {
  const ms = await testMicrosoft();
  await mailClient(ms, {}).sendMail({
    from: ms.smtp.user,
    to: "kim@elsewhere.example",
    subject: "<b>Bold</b>",
    text: "Plain",
    html: "<p>Rich</p><script>alert(1)</script>",
    attachments: [{ filename: "a.txt", content: "a" }],
  });
  const list = await textOf(ms, "/mailbox/kim@elsewhere.example");
  expect(list).toContain("&lt;b&gt;Bold&lt;/b&gt;");
  const address = /href="(\/mailbox\/[^"]+\/[^"]+)"/.exec(list)?.[1] ?? "";
  const mail = await textOf(ms, address);
  expect(mail).toContain("Authentication-Results: mx.elsewhere.example;");
  expect(mail).toContain('<iframe title="HTML of the mail" sandbox=""');
  expect(mail).not.toContain("<script>alert");
  expect(mail).toContain("a.txt");
});

test("everything survives a restart; a reset brings the seed back under the same secrets", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "sandbox-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const first = await testMicrosoft(folder);
  const app = await product(first);
  const { refresh_token = "", access_token } = await app.finish(await signIn(app.url, first.smtp.user));
  await mailClient(first, {}).sendMail({ from: first.smtp.user, to: "kim@elsewhere.example", text: "Kept" });
  await first.close();

  const second = await testMicrosoft(folder);
  expect(second.microsoft.clientSecret).toBe(first.microsoft.clientSecret);
  expect(second.smtp.ca).toBe(first.smtp.ca);
  expect((await second.token({ grant_type: "refresh_token", refresh_token })).status).toBe(200);
  await mailClient(second, { accessToken: access_token }).verify();
  expect(await textOf(second, "/mailbox/kim@elsewhere.example")).toContain("data-mail-id");

  await second.control("POST", "/microsoft/tenant", { smtpAuth: false });
  await second.control("POST", "/microsoft/secret", { expiresInSeconds: -1 });
  await second.switches({ smtpTls: "broken", mailDelaySeconds: 60 });
  await second.control("POST", "/reset");
  expect(await textOf(second, "/mailbox/kim@elsewhere.example")).toContain("Nothing arrived");
  expect((await second.token({ grant_type: "refresh_token", refresh_token })).status).toBe(400);
  await mailClient(second, { accessToken: await second.appToken() }).verify();
  await mailClient(second, {}).verify();
});
