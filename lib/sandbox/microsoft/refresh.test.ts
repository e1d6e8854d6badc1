import { decodeJwt } from "jose";
import { expect, test } from "vitest";
import { redirectUri, type TestMicrosoft, testMicrosoft } from "./test-microsoft.ts";
import { product, signIn } from "./test-product.ts";

async function granted(ms: TestMicrosoft) {
  const app = await product(ms);
  const tokens = await app.finish(await signIn(app.url, ms.smtp.user));
  const refresh = (token: string, more: Record<string, string> = {}) =>
    ms.token({ grant_type: "refresh_token", refresh_token: token, ...more });
  return { first: tokens.refresh_token ?? "", refresh };
}

test("a refresh token is replaced at each use, and the old one works on until the switch says otherwise", async () => {
  const ms = await testMicrosoft();
  const { first, refresh } = await granted(ms);
  const second = await refresh(first, { scope: "https://outlook.office.com/SMTP.Send offline_access" });
  expect(second.status).toBe(200);
  expect(second.body.refresh_token).not.toBe(first);
  expect(decodeJwt(String(second.body.access_token))).toMatchObject({ scp: "SMTP.Send", upn: ms.smtp.user });
  expect((await refresh(first)).status).toBe(200);

  await ms.switches({ entraOldRefreshToken: "refused" });
  expect(await refresh(first)).toMatchObject({ status: 400, body: { error_codes: [70000] } });
  const third = await refresh(String(second.body.refresh_token));
  expect(third.status).toBe(200);

  await ms.switches({ entraOldRefreshToken: "revokesAll" });
  expect(await refresh(first)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  expect(await refresh(String(third.body.refresh_token))).toMatchObject({ body: { error_codes: [50173] } });
});

test("ninety idle days end a grant, use keeps it alive", async () => {
  const ms = await testMicrosoft();
  const { first, refresh } = await granted(ms);
  await ms.control("POST", "/clock", { advanceSeconds: 80 * 86_400 });
  const second = String((await refresh(first)).body.refresh_token);
  await ms.control("POST", "/clock", { advanceSeconds: 80 * 86_400 });
  expect(await refresh(first)).toMatchObject({ body: { error: "invalid_grant", error_codes: [700082] } });
  const third = await refresh(second);
  expect(third.status).toBe(200);
  expect(decodeJwt(String(third.body.access_token)).exp).toBeGreaterThan(Date.now() / 1000 + 159 * 86_400);
});

test.each([
  ["revoked sessions", { revoke: true }],
  ["a changed password", { password: "Another1" }],
])("%s end a grant; signing in again begins a new one", async (_, change) => {
  const ms = await testMicrosoft();
  const { first, refresh } = await granted(ms);
  await ms.control("POST", "/microsoft/user", { upn: ms.smtp.user, ...change });
  const answer = await refresh(first);
  expect(answer).toMatchObject({ status: 400, body: { error: "invalid_grant", error_codes: [50173] } });
  expect(answer.body.error_description).toContain("TokensValidFrom");
  const again = await granted(ms);
  expect((await again.refresh(again.first)).status).toBe(200);
});

test("a consent that is taken back is asked for again", async () => {
  const ms = await testMicrosoft();
  const { first, refresh } = await granted(ms);
  await ms.control("POST", "/microsoft/consent", { revoke: true });
  expect(await refresh(first)).toMatchObject({
    body: { error: "invalid_grant", error_codes: [65001], suberror: "consent_required" },
  });
});

test("a code works once, for ten minutes, with its verifier and its address", async () => {
  const ms = await testMicrosoft();
  const exchange = async (change: Record<string, string> = {}, wait = 0) => {
    const app = await product(ms);
    const back = await signIn(app.url, ms.smtp.user);
    if (wait > 0) await ms.control("POST", "/clock", { advanceSeconds: wait });
    const form = {
      grant_type: "authorization_code",
      code: back.searchParams.get("code") ?? "",
      redirect_uri: redirectUri,
      code_verifier: app.verifier,
      ...change,
    };
    return { form, answer: await ms.token(form) };
  };
  const good = await exchange();
  expect(good.answer.status).toBe(200);
  expect(await ms.token(good.form)).toMatchObject({ body: { error_codes: [54005] } });
  const wrong = await exchange({ code_verifier: "x".repeat(43) });
  expect(wrong.answer).toMatchObject({ body: { error: "invalid_grant", error_codes: [501481] } });
  const elsewhere = await exchange({ redirect_uri: "http://localhost/api/email/oauth/callback" });
  expect(elsewhere.answer).toMatchObject({ body: { error_codes: [500112] } });
  const late = await exchange({}, 601);
  expect(late.answer).toMatchObject({ body: { error: "invalid_grant", error_codes: [70008] } });
});
