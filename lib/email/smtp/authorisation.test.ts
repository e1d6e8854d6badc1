import { beforeEach, describe, expect, test } from "vitest";
import { GET as callback } from "#app/api/email/oauth/callback/route.ts";
import { sessionCookie } from "#lib/auth/session-cookie.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { createTokenStore } from "#lib/connections/access-token.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createUser } from "#lib/people/create-user.ts";
import { setUserDisabled } from "#lib/people/disable-user.ts";
import { readSecret } from "#lib/vault/secrets.ts";
import { listEmailHome } from "../channels/list-email-home.ts";
import { smtpSubject } from "../schema.ts";
import { beginAuthorisation } from "./begin-authorisation.ts";
import { createSmtp } from "./create-smtp.ts";
import { afterApproval, finishAuthorisation } from "./finish-authorisation.ts";
import { keepGrants } from "./keep-grants.job.ts";
import { getSmtp } from "./reads.ts";
import { smtpTokens } from "./smtp-tokens.ts";
import { loadSmtp } from "./stored-smtp.ts";
import { updateSmtp } from "./update-smtp.ts";
import { signInAtMicrosoft, withTestMicrosoft } from "./with-test-microsoft.ts";

withTestDatabase();
const { form, parse, known, control, tokenCalls, reset } = withTestMicrosoft();
const ctx = testCtx("admin");
beforeEach(reset);

const delegated = async () => (await createSmtp(ctx, parse(form({ auth: "delegated" })))).id;
const authorise = async (
  id: string,
  account = known().smtp.user,
  decision: "accept" | "cancel" = "accept",
) => {
  const { url } = await beginAuthorisation(ctx, id, `/email/channels/eml_1/setup/sending`);
  const answer = await signInAtMicrosoft(url, account, decision);
  return { answer, back: await finishAuthorisation(ctx, answer) };
};
const refreshToken = (id: string) => readSecret(db(), smtpSubject(id), "refreshToken");

describe("Authorize", () => {
  test("lands on the step it left, knows who authorised, and renews itself", async () => {
    const id = await delegated();
    expect(await getSmtp(ctx, id)).toMatchObject({ state: "not_authorised" });
    const { url } = await beginAuthorisation(ctx, id, "/email");
    const asked = new URL(url).searchParams;
    expect(asked.get("login_hint")).toBe(known().smtp.user);
    expect(asked.get("code_challenge_method")).toBe("S256");
    // The delegated permission of M-24, and with it a token to renew.
    expect(asked.get("scope")?.split(" ")).toEqual(
      expect.arrayContaining(["https://outlook.office.com/SMTP.Send", "offline_access"]),
    );
    const { back } = await authorise(id);
    expect(back).toBe("/email/channels/eml_1/setup/sending?authorised=success");
    const { connectionId } = await loadSmtp(id);
    const channel = { id: "eml_home", connectionId, name: "At home", settings: {}, sending: "smtp" };
    await db().emailChannel.create({ data: { ...channel, smtpId: id } });
    const [row] = (await listEmailHome(ctx, { search: "At home" })).items;
    // Idle, the authorisation ends after 90 days; the secret of the test holds for 180.
    expect(row?.nextExpiry?.what).toContain("Authorisation");
    expect(await getSmtp(ctx, id)).toMatchObject({
      state: "untested",
      grant: { account: known().smtp.user },
    });
    const first = await refreshToken(id);
    await smtpTokens().getAccessToken(id);
    expect(await refreshToken(id)).not.toBe(first);
  });

  test("that was cancelled says so and leaves what worked", async () => {
    const id = await delegated();
    await authorise(id);
    await control("microsoft/consent", { revoke: true });
    const { back } = await authorise(id, known().smtp.user, "cancel");
    expect(back).toContain("authorised=denied");
    expect(await getSmtp(ctx, id)).toMatchObject({
      state: "untested",
      lastAuthorisation: { end: "denied", failure: { code: "AADSTS65004" } },
    });
  });

  test("that an administrator must approve names the link to hand on", async () => {
    await control("microsoft/tenant", { userConsent: false });
    const id = await delegated();
    const { back } = await authorise(id);
    expect(back).toContain("authorised=consent_needed");
    const smtp = await getSmtp(ctx, id);
    expect(smtp.lastAuthorisation?.failure).toMatchObject({ button: "admin_consent" });
    expect(smtp.adminConsentUrl).toContain("/v2.0/adminconsent?client_id=");
  });

  test("with an account of another tenant is told so", async () => {
    await control("switches", { entraTokenTenant: "other" });
    const id = await delegated();
    expect((await authorise(id)).back).toContain("authorised=wrong_tenant");
    expect(await refreshToken(id)).toBeUndefined();
  });

  test("counts once, in its own session and in its time", async () => {
    const id = await delegated();
    const { answer } = await authorise(id);
    expect(await finishAuthorisation(ctx, answer)).toContain("authorised=expired");
    expect(await getSmtp(ctx, id)).toMatchObject({
      state: "untested",
      lastAuthorisation: { failure: { code: "state_used" } },
    });
    const { url } = await beginAuthorisation(ctx, id, "//evil.example");
    const late = await signInAtMicrosoft(url, known().smtp.user);
    const session = { id: "ses_other", method: "password", authenticatedAt: new Date() } as const;
    expect(await finishAuthorisation({ ...ctx, session }, late)).toBe(`/email/smtp/${id}?authorised=expired`);
    const later = { ...ctx, now: () => new Date(Date.now() + 16 * 60_000) };
    await finishAuthorisation(later, late);
    expect((await getSmtp(ctx, id)).lastAuthorisation).toMatchObject({ failure: { code: "state_expired" } });
    expect(await finishAuthorisation(ctx, new URLSearchParams({ state: "x" }))).toBe(
      "/email/smtp?authorised=expired",
    );
  });
});

test("a configuration that has lost its secret meanwhile leads the browser back too, and says so", async () => {
  const id = await delegated();
  const { url } = await beginAuthorisation(ctx, id, "");
  const answer = await signInAtMicrosoft(url, known().smtp.user);
  await db().secret.deleteMany({ where: { subject: smtpSubject(id), field: "clientSecret" } });
  expect(await finishAuthorisation(ctx, answer)).toBe(`/email/smtp/${id}?authorised=failed`);
  expect((await getSmtp(ctx, id)).lastAuthorisation).toMatchObject({
    failure: { title: "The client secret is missing", button: "settings" },
  });
});

test("an authorisation that comes back to another way to sign in grants nothing", async () => {
  const id = await delegated();
  const { url } = await beginAuthorisation(ctx, id, "");
  const { version, name } = await getSmtp(ctx, id);
  await updateSmtp(ctx, id, version, parse({ ...form(), name }));
  const answer = await signInAtMicrosoft(url, known().smtp.user);
  expect(await finishAuthorisation(ctx, answer)).toContain("authorised=failed");
  expect(await getSmtp(ctx, id)).toMatchObject({ auth: "client_credentials", grant: null });
  expect(await refreshToken(id)).toBeUndefined();
});

const root = testCtx("admin", { id: "usr_root" });
let people = 0;
/** An admin signed in in a browser. */
const newAdmin = async () => {
  const account = { email: `admin${++people}@example.com`, password: "a long enough password" };
  const { id: userId } = await createUser(root, { ...account, name: "Ben", role: "admin" });
  const signedIn = await signIn(account, { now: new Date(), ip: "192.0.2.7", userAgent: "Firefox" });
  const session = { ...ctx.session, id: signedIn?.sessionId ?? "" } as NonNullable<typeof ctx.session>;
  const cookie = (await sessionCookie({ userId, sessionId: session.id })).split(";")[0] ?? "";
  return { userId, session, cookie };
};
/** Where a browser is led that comes back from Microsoft. */
const led = async (query: string, headers: Record<string, string>) => {
  const request = new Request(`http://localhost/api/email/oauth/callback?${query}`, { headers });
  const answer = await callback(request, { params: Promise.resolve({}) });
  expect(answer.status).toBe(303);
  const { pathname, search } = new URL(answer.headers.get("location") ?? "");
  return pathname + search;
};
const setRole = (id: string, role: "admin" | "operator") =>
  db().user.update({ where: { id }, data: { role } });

test("an answer whose state nobody knows changes nothing and leads to all mail servers, by signing in if need be", async () => {
  const kept = () => db().auditEntry.count({ where: { action: { startsWith: "smtp.authoris" } } });
  const before = await kept();
  const { userId, cookie } = await newAdmin();
  const query = "state=made-up&code=x";
  const list = "/email/smtp?authorised=expired";
  expect(await led(query, { cookie })).toBe(list);
  await setRole(userId, "operator");
  expect(await led(query, { cookie })).toBe(list);
  expect(await led(query, {})).toBe(`/sign-in?${new URLSearchParams({ next: list })}`);
  expect(await kept()).toBe(before);
});

describe("an authorisation whose person lost the right to it at Microsoft", () => {
  /** An admin in a browser, who has gone to Microsoft and come as far as the way back. */
  const away = async () => {
    const id = await delegated();
    const { userId, session, cookie } = await newAdmin();
    const { url } = await beginAuthorisation({ ...ctx, session }, id, "");
    const query = await signInAtMicrosoft(url, known().smtp.user);
    const comeBack = (headers: Record<string, string> = { cookie }) => led(`${query}`, headers);
    return { id, userId, comeBack };
  };
  const ended = async (id: string) => {
    expect(await refreshToken(id)).toBeUndefined();
    const { grant, lastAuthorisation } = await getSmtp(ctx, id);
    expect(grant).toBeNull();
    return lastAuthorisation?.failure?.code;
  };

  test("goes to its end while they have it", async () => {
    const { id, comeBack } = await away();
    expect(await comeBack()).toBe(`/email/smtp/${id}?authorised=success`);
    expect(await refreshToken(id)).toBeDefined();
  });

  test("keeps no grant of an admin whose role was taken, says so where it was begun, and is over for good", async () => {
    const { id, userId, comeBack } = await away();
    await setRole(userId, "operator");
    const before = await tokenCalls();
    expect(await comeBack()).toBe(`/email/smtp/${id}?authorised=failed`);
    expect(await ended(id)).toBe("no_admin");
    await setRole(userId, "admin");
    expect(await comeBack()).toBe(`/email/smtp/${id}?authorised=expired`);
    expect(await ended(id)).toBe("state_used");
    expect(await tokenCalls()).toBe(before);
  });

  test("keeps no grant of somebody who was disabled, and tells whoever signs in next", async () => {
    const { id, userId, comeBack } = await away();
    await setUserDisabled(root, userId, true);
    const page = new URLSearchParams({ next: `/email/smtp/${id}?authorised=expired` });
    // Without the cookie of whoever began it, nothing is written.
    expect(await comeBack({})).toBe(`/sign-in?${page}`);
    expect(await ended(id)).toBeUndefined();
    expect(await comeBack()).toBe(`/sign-in?${page}`);
    expect(await ended(id)).toBe("signed_out");
    const said = { object: smtpSubject(id), action: "smtp.authorisation_failed" };
    expect(await db().auditEntry.count({ where: said })).toBe(1);
  });
});

test("an administrator who followed the approval link is thanked, or told that nothing has changed", () => {
  const lead = (query: string) => afterApproval(new URLSearchParams(query));
  expect(lead("admin_consent=True&tenant=t")).toBe("/approved");
  expect(lead("error=access_denied&admin_consent=True")).toBe("/approved?result=declined");
  expect(lead("error=access_denied&error_description=x")).toBe("/approved?result=declined");
  expect(lead("code=1&state=2")).toBeNull();
});

describe("renewal", () => {
  test("is asked for once, however many ask in however many processes", async () => {
    const id = await delegated();
    await authorise(id);
    await control("switches", { entraOldRefreshToken: "revokesAll" });
    const before = await tokenCalls();
    const answers = await Promise.all(Array.from({ length: 20 }, () => smtpTokens().getAccessToken(id)));
    expect(new Set(answers).size).toBe(1);
    expect(await tokenCalls()).toBe(before + 1);
    const neighbour = createTokenStore(pool(), {
      request: () => expect.fail("A second process asked too"),
      packError: String,
      unpackError: () => new Error(),
    });
    expect(await neighbour.getAccessToken(id)).toBe(answers[0]);
  });

  test("whose answer is lost is asked for again with the same token", async () => {
    const id = await delegated();
    await authorise(id);
    await control("faults", { system: "microsoft", pathPattern: "/token", times: 1, drop: "after" });
    await expect(smtpTokens().getAccessToken(id)).resolves.toBeTruthy();
  });

  test("that Entra refuses after a lost answer says what to do, and its page goes on to work", async () => {
    const id = await delegated();
    await authorise(id);
    await control("switches", { entraOldRefreshToken: "refused" });
    await control("faults", { system: "microsoft", pathPattern: "/token", times: 1, drop: "after" });
    await expect(smtpTokens().getAccessToken(id)).rejects.toThrow();
    const smtp = await getSmtp(ctx, id);
    expect(smtp).toMatchObject({ state: "failing", lastError: { button: "authorise" } });
    expect(smtp.lastError?.detail).toContain("lost on the way");
    const cause = `smtp:${id}:failing`;
    expect(await db().notice.count({ where: { cause, resolvedAt: null } })).toBe(1);
    await control("switches", { entraOldRefreshToken: "works" });
    await authorise(id);
    expect(await db().notice.count({ where: { cause, resolvedAt: null } })).toBe(0);
    expect(await getSmtp(ctx, id)).toMatchObject({ id, state: "untested" });
  });

  test("runs every day, so that a grant does not die in silence after 90 days", async () => {
    const id = await delegated();
    await authorise(id);
    const first = await refreshToken(id);
    expect(await keepGrants(new Date())).toBeGreaterThan(0);
    expect(await refreshToken(id)).not.toBe(first);
    const kept = await refreshToken(id);
    await keepGrants(new Date());
    expect(await refreshToken(id)).toBe(kept);
  });

  test("of a grant that was revoked or has idled is named (AADSTS50173, 700082)", async () => {
    const id = await delegated();
    await authorise(id);
    await control("microsoft/user", { upn: known().smtp.user, revoke: true });
    await expect(smtpTokens().getAccessToken(id)).rejects.toMatchObject({ error: "invalid_grant" });
    expect((await getSmtp(ctx, id)).lastError).toMatchObject({ button: "authorise", code: "AADSTS50173" });
    const idle = await delegated();
    await authorise(idle);
    await control("clock", { advanceSeconds: 91 * 86_400 });
    await expect(smtpTokens().getAccessToken(idle)).rejects.toThrow();
    expect((await getSmtp(ctx, idle)).lastError).toMatchObject({ code: "AADSTS700082" });
  });
});
