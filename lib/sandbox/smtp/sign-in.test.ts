import { expect, test } from "vitest";
import { mailClient, refusalOf, type TestMicrosoft, testMicrosoft } from "../microsoft/test-microsoft.ts";
import { product, signIn } from "../microsoft/test-product.ts";

/** Exchange ends its refusals with who said it and when. */
const stamp = / \[\S+ \d{4}-\d\d-\d\dT[\d:.]+Z [0-9A-F]+\]$/;

async function refused(sending: Promise<unknown>): Promise<string> {
  const { response = "" } = await refusalOf(sending);
  expect(response).toMatch(stamp);
  return response.replace(stamp, "");
}

const byPassword = (ms: TestMicrosoft, pass?: string) => mailClient(ms, pass ? { pass } : {}).verify();
const unsuccessful = "535 5.7.3 Authentication unsuccessful";

test("a person's token, the app's token and a password all sign in", async () => {
  const ms = await testMicrosoft();
  const app = await product(ms);
  const tokens = await app.finish(await signIn(app.url, ms.smtp.user));
  await mailClient(ms, { accessToken: tokens.access_token }).verify();
  await mailClient(ms, { accessToken: await ms.appToken() }).verify();
  await byPassword(ms);
});

test("SMTP AUTH that is off for the tenant stops everybody; a mailbox that says on goes through", async () => {
  const ms = await testMicrosoft();
  await ms.control("POST", "/microsoft/tenant", { smtpAuth: false });
  const tenant =
    "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.";
  expect(await refused(byPassword(ms))).toBe(tenant);
  const accessToken = await ms.appToken();
  expect(await refused(mailClient(ms, { accessToken }).verify())).toBe(tenant);
  await ms.control("POST", "/microsoft/mailbox", { address: ms.smtp.user, smtpAuth: true });
  await mailClient(ms, { accessToken }).verify();
  await ms.control("POST", "/microsoft/tenant", { smtpAuth: true });
  await ms.control("POST", "/microsoft/mailbox", { address: ms.smtp.user, smtpAuth: false });
  expect(await refused(mailClient(ms, { accessToken }).verify())).toBe(tenant.replace("Tenant", "Mailbox"));
});

test("a password is refused in three ways, by what the tenant has decided; OAuth goes on", async () => {
  const ms = await testMicrosoft();
  expect(await refused(byPassword(ms, "wrong"))).toBe(unsuccessful);
  await ms.control("POST", "/microsoft/tenant", { securityDefaults: true });
  expect(await refused(byPassword(ms))).toMatch(/^535 5\.7\.139 .*security defaults policy/);
  await ms.control("POST", "/microsoft/tenant", { basicAuth: "off" });
  expect(await refused(byPassword(ms))).toMatch(/^535 5\.7\.139 .*basic authentication is disabled/);
  await ms.control("POST", "/microsoft/tenant", { basicAuth: "retired" });
  expect(await refused(byPassword(ms))).toBe(
    "550 5.7.30 Basic authentication is not supported for Client Submission.",
  );
  await mailClient(ms, { accessToken: await ms.appToken() }).verify();
});

test("an app signs in only by the Enterprise application's Object ID, with FullAccess and the role", async () => {
  const ms = await testMicrosoft();
  const { objectId, appObjectId, clientId } = ms.microsoft;
  const tries = async () => mailClient(ms, { accessToken: await ms.appToken() }).verify();
  const permission = (id: string, remove = false) =>
    ms.control("POST", "/microsoft/permission", { address: ms.smtp.user, objectId: id, remove });

  await permission(objectId, true);
  expect(await refused(tries())).toBe(unsuccessful);

  await ms.control("POST", "/microsoft/principal", { objectId, remove: true });
  await ms.control("POST", "/microsoft/principal", { clientId, objectId: appObjectId, name: "Wrong" });
  await permission(appObjectId);
  expect(await refused(tries())).toBe(unsuccessful);

  await ms.control("POST", "/microsoft/principal", { clientId, objectId, name: "Right" });
  await permission(objectId);
  await tries();

  await ms.control("POST", "/microsoft/consent", { revoke: true });
  expect(await refused(tries())).toBe(unsuccessful);
});

test("a token for another API, of another mailbox's person, too old or of nobody is refused", async () => {
  const ms = await testMicrosoft();
  const tries = (accessToken: string, user = ms.smtp.user) => mailClient(ms, { accessToken, user }).verify();
  const graph = await ms.token({
    grant_type: "client_credentials",
    scope: "https://graph.microsoft.com/.default",
  });
  expect(await refused(tries(String(graph.body.access_token)))).toBe(unsuccessful);
  expect(await refused(tries("not.a.token"))).toBe(unsuccessful);

  const app = await product(ms);
  const { access_token } = await app.finish(await signIn(app.url, "sales@acme.example"));
  expect(await refused(tries(access_token))).toBe(unsuccessful);
  await tries(access_token, "sales@acme.example");

  const accessToken = await ms.appToken();
  await ms.control("POST", "/clock", { advanceSeconds: 3600 });
  expect(await refused(tries(accessToken))).toBe(unsuccessful);
  await tries(await ms.appToken());
  expect(await refused(tries(await ms.appToken(), "nobody@acme.example"))).toBe(unsuccessful);
});

test("a token of one sandbox is worth nothing in another", async () => {
  const [one, other] = [await testMicrosoft(), await testMicrosoft()];
  const accessToken = await one.appToken();
  expect(await refused(mailClient(other, { accessToken }).verify())).toBe(unsuccessful);
  await mailClient(one, { accessToken }).verify();
});
