import { decodeJwt } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import {
  browser,
  delegatedScope,
  redirectUri,
  startMicrosoft,
  type TestMicrosoft,
  testMicrosoft,
} from "./test-microsoft.ts";
import { product, signIn } from "./test-product.ts";

let ms: TestMicrosoft;
beforeAll(async () => {
  ms = await startMicrosoft();
  return () => ms.close();
});

test("a person signs in, consents, and the app may send as that person", async () => {
  const app = await product(ms);
  const { go } = browser();
  const picker = await go(app.url);
  expect(picker.text).toContain("Pick an account");
  const consent = await go(picker.url.href, { account: ms.smtp.user });
  expect(consent.text).toContain("SMTP.Send");
  const back = await go(consent.url.href, { decision: "accept" });
  const tokens = await app.finish(back.url);
  expect(tokens.refresh_token).toBeTruthy();
  expect(tokens.scope).toContain("https://outlook.office.com/SMTP.Send");
  expect(tokens.claims()).toMatchObject({ tid: ms.microsoft.tenantId, email: ms.smtp.user });
  expect(decodeJwt(tokens.access_token)).toMatchObject({
    aud: "https://outlook.office.com",
    scp: "SMTP.Send",
    upn: ms.smtp.user,
    tid: ms.microsoft.tenantId,
    appid: ms.microsoft.clientId,
  });
});

test("who asks for less gets less: no openid, no id token; no offline_access, no refresh token", async () => {
  const own = await testMicrosoft();
  const app = await product(own, "https://outlook.office.com/SMTP.Send");
  const tokens = await app.finish(await signIn(app.url, own.smtp.user));
  expect(tokens.id_token).toBeUndefined();
  expect(tokens.refresh_token).toBeUndefined();
  expect(tokens.scope).toBe("https://outlook.office.com/SMTP.Send");
});

test("who consented once is not asked again", async () => {
  const own = await testMicrosoft();
  const first = await product(own);
  await first.finish(await signIn(first.url, own.smtp.user));
  const { go } = browser();
  const second = await product(own);
  const back = await go((await go(second.url)).url.href, { account: own.smtp.user });
  expect(back.url.searchParams.get("code")).toBeTruthy();
});

test("the next sign-in in the same browser may be somebody else's", async () => {
  const own = await testMicrosoft();
  const { go } = browser();
  for (const person of [own.smtp.user, "sales@acme.example", own.smtp.user]) {
    const app = await product(own);
    let at = await go((await go(app.url)).url.href, { account: person });
    if (at.text !== "") at = await go(at.url.href, { decision: "accept" });
    expect((await app.finish(at.url)).claims()).toMatchObject({ email: person });
  }
});

describe("what cannot go back to the app is shown on a page", () => {
  const shown = async (change: Record<string, string>, tenant = ms.microsoft.tenantId) => {
    const app = await product(ms);
    const url = new URL(app.url.replace(ms.microsoft.tenantId, tenant));
    for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value);
    const { go } = browser();
    return go(url.href);
  };

  test.each([
    ["a redirect address that is not registered", { redirect_uri: "https://evil.example/cb" }, "AADSTS50011"],
    ["another path on the own machine", { redirect_uri: "http://127.0.0.1:3999/other" }, "AADSTS50011"],
    ["an app of nowhere", { client_id: crypto.randomUUID() }, "AADSTS700016"],
  ])("%s", async (_, change, code) => {
    const page = await shown(change);
    expect(page.status).toBe(400);
    expect(page.text).toContain(code);
  });

  test("the wrong tenant does not know the app, and common is not for this app", async () => {
    expect((await shown({}, ms.microsoft.otherTenantId)).text).toContain("AADSTS700016");
    expect((await shown({}, "organizations")).text).toContain("AADSTS50194");
  });

  test("somebody of another tenant, and nobody", async () => {
    const app = await product(ms);
    const { go } = browser();
    const picker = await go(app.url);
    expect((await go(picker.url.href, { account: "kim@contoso.example" })).text).toContain("AADSTS50020");
    expect((await go(picker.url.href, { account: "nobody@acme.example" })).text).toContain("AADSTS50034");
  });
});

describe("what the app is told", () => {
  const told = async (change: Record<string, string | null>, more: Parameters<typeof signIn>[2] = {}) => {
    const app = await product(ms);
    const url = new URL(app.url);
    for (const [name, value] of Object.entries(change)) {
      if (value === null) url.searchParams.delete(name);
      else url.searchParams.set(name, value);
    }
    const back = await signIn(url.href, ms.smtp.user, more);
    expect(back.searchParams.get("state")).toBe(url.searchParams.get("state"));
    return back.searchParams;
  };

  test("the person cancelled", async () => {
    const answer = await told(
      { scope: `${delegatedScope} https://outlook.office.com/Mail.Send` },
      { decision: "cancel" },
    );
    expect(answer.get("error")).toBe("access_denied");
    expect(answer.get("error_description")).toMatch(/^AADSTS65004: /);
  });

  test.each([
    [
      "a scope that does not exist",
      { scope: "https://outlook.office.com/SMTP.Sent" },
      "invalid_scope",
      70011,
    ],
    ["no PKCE", { code_challenge: null, code_challenge_method: null }, "invalid_request", 9002325],
    ["another kind of answer", { response_type: "token" }, "unsupported_response_type", 700054],
    ["a silent sign-in of nobody", { prompt: "none" }, "login_required", 50058],
  ])("%s", async (_, change, error, code) => {
    const answer = await told(change);
    expect(answer.get("error")).toBe(error);
    expect(answer.get("error_description")).toMatch(new RegExp(`^AADSTS${code}: `));
  });
});

test("where users may not consent, an administrator has to: for them, or at the admin consent address", async () => {
  const own = await testMicrosoft();
  await own.control("POST", "/microsoft/tenant", { userConsent: false });
  const app = await product(own);
  const { go } = browser();
  const stop = await go((await go(app.url)).url.href, { account: own.smtp.user });
  expect(stop.text).toContain("Need admin approval");
  const refused = (await go(stop.url.href, { decision: "return" })).url.searchParams;
  expect(refused.get("error")).toBe("consent_required");
  expect(refused.get("error_description")).toMatch(/^AADSTS90094: /);

  const { authority, tenantId, clientId } = own.microsoft;
  const asked = new URLSearchParams({ client_id: clientId, redirect_uri: redirectUri, state: "s 1" });
  const address = `${authority}/${tenantId}/adminconsent?${asked}`;
  const declined = (await browser().go(address, { decision: "cancel" })).url.searchParams;
  expect(declined.get("error")).toBe("permission_denied");
  const given = (await browser().go(address, { decision: "accept" })).url.searchParams;
  expect(Object.fromEntries(given)).toEqual({ admin_consent: "True", tenant: tenantId, state: "s 1" });
  const after = await product(own);
  const back = await go((await go(after.url)).url.href, { account: own.smtp.user });
  expect(back.url.searchParams.get("code")).toBeTruthy();
});

test("a token that names another tenant can be had, for clients that have to notice", async () => {
  const own = await testMicrosoft();
  await own.switches({ entraTokenTenant: "other" });
  const app = await product(own);
  const tokens = await app.finish(await signIn(app.url, own.smtp.user));
  expect(tokens.claims()).toMatchObject({ tid: own.microsoft.otherTenantId });
});
