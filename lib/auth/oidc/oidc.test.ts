import { describe, expect, test } from "vitest";
import {
  answer,
  ask,
  callerOf,
  ctx,
  home,
  json,
  known,
  password,
  provider,
  resultOf,
  settings,
  signInAs,
  withTestSignIn,
} from "#app/api/auth/oidc/with-test-sign-in.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { egress } from "#lib/connections/egress.ts";
import { db } from "#lib/db/client.ts";
import { createUser } from "#lib/people/create-user.ts";
import { setUserDisabled } from "#lib/people/disable-user.ts";
import { invitePerson } from "#lib/people/invite-person.ts";
import { getSignInSettings } from "./reads.ts";
import type { TestAccount } from "./start-test-provider.ts";
import { TestBrowser } from "./test-browser.ts";

withTestSignIn();

describe("signing in through the provider", () => {
  test("makes a person with the role of the first group that fits, and lands where they were going", async () => {
    known("olga", { groups: ["everybody", "set-up"] });
    const { browser, at } = await signInAs("olga");
    expect(at.href).toBe(`${home}/handovers?tab=mine`);
    const caller = await callerOf(browser);
    expect(caller).toMatchObject({
      actor: { name: "olga of the provider", role: "operator" },
      session: { method: "oidc" },
    });
    const joined = await db().auditEntry.findFirst({
      where: { action: "user.joined" },
      orderBy: { seq: "desc" },
    });
    expect(joined?.after).toMatchObject({ issuer: provider.issuer, subject: "olga", invited: false });
  });

  test("the role follows the groups at each sign-in, and who is in none of them stays out", async () => {
    known("rita", { groups: ["set-up"] });
    await signInAs("rita");
    known("rita", { groups: ["it", "leads"] });
    expect(await callerOf((await signInAs("rita")).browser)).toMatchObject({ actor: { role: "supervisor" } });
    known("rita", { groups: ["IT"] });
    const { browser, at } = await signInAs("rita");
    expect(resultOf(at)).toEqual(["/sign-in", "no-group"]);
    expect(at.searchParams.get("next")).toBe("/handovers?tab=mine");
    expect(await callerOf(browser)).toBeUndefined();
    known("nobody", { groups: [] });
    await signInAs("nobody");
    expect(await db().user.count({ where: { email: "nobody@example.com" } })).toBe(0);
  });

  test("an invitation is used by it", async () => {
    known("ivan");
    const invitation = { email: "ivan@example.com", name: "Ivan", role: "auditor" } as const;
    const made = await invitePerson(ctx, invitation);
    expect(await callerOf((await signInAs("ivan")).browser)).toMatchObject({ actor: { role: "operator" } });
    expect(await db().accessLink.findUnique({ where: { id: made.id } })).toMatchObject({ endedBy: "used" });
  });

  test.each<[string, TestAccount, string]>([
    ["whose address is not verified", { email_verified: false }, "email-not-verified"],
    ["without an address", { email: "" }, "email-not-verified"],
  ])("somebody new %s is refused", async (_who, more, result) => {
    known("stranger", more);
    expect(resultOf((await signInAs("stranger")).at)).toEqual(["/sign-in", result]);
  });

  test("who is disabled, or cancels, is told so", async () => {
    known("dora");
    const caller = await callerOf((await signInAs("dora")).browser);
    await setUserDisabled(ctx, caller?.actor.id ?? "", true);
    expect(resultOf((await signInAs("dora")).at)).toEqual(["/sign-in", "disabled"]);

    const browser = new TestBrowser();
    const back = await answer(browser, await ask(browser), { deny: "1" });
    expect(resultOf(new URL((await browser.go(back)).url))).toEqual(["/sign-in", "denied"]);
  });

  test("an account that was here before is not taken over: its password is asked once", async () => {
    const user = await createUser(ctx, { email: "pat@example.com", name: "Pat", role: "auditor", password });
    known("pat-at-provider", { email: "PAT@example.com" });
    const { browser, at } = await signInAs("pat-at-provider");
    expect(resultOf(at)).toEqual(["/sign-in", "link"]);
    expect(await callerOf(browser)).toBeUndefined();
    const give = (text: string) =>
      browser.ask(`${home}/api/auth/oidc/link`, {
        method: "POST",
        headers: json,
        body: JSON.stringify({ password: text }),
      });
    expect((await give("not the password")).status).toBe(422);
    expect((await give(password)).status).toBe(204);
    expect(await callerOf(browser)).toMatchObject({ actor: { id: user.id, role: "operator" } });
    expect((await give(password)).status).toBe(410);
    expect(await callerOf((await signInAs("pat-at-provider")).browser)).toMatchObject({
      actor: { id: user.id },
    });
  });

  test("the last admin keeps the role that the groups would take", async () => {
    await db().user.updateMany({ where: { email: "root@example.com" }, data: { disabledAt: new Date() } });
    known("boss", { groups: ["it"] });
    await signInAs("boss");
    known("boss", { groups: ["leads"] });
    expect(await callerOf((await signInAs("boss")).browser)).toMatchObject({ actor: { role: "admin" } });
    await db().user.updateMany({ where: { email: "root@example.com" }, data: { disabledAt: null } });
    expect(await callerOf((await signInAs("boss")).browser)).toMatchObject({ actor: { role: "supervisor" } });
  });
});

test("neither code, token nor secret is in the request log, the audit log or a list", async () => {
  known("canary");
  const browser = new TestBrowser();
  const back = await answer(browser, await ask(browser), { account: "canary" });
  await browser.go(back);
  await egress().flushLog();
  const rows = await db().$queryRaw<{ text: string }[]>`
    SELECT r::text AS text FROM request_log r WHERE operation LIKE 'oidc.%'
    UNION ALL SELECT a::text FROM audit_entry a UNION ALL SELECT o::text FROM oidc_attempt o
    UNION ALL SELECT s::text FROM sign_in_settings s`;
  const all = rows.map(({ text }) => text).join();
  expect(all).toContain("oidc.token");
  expect(all).not.toContain(new URL(back).searchParams.get("code"));
  expect(all).not.toContain(provider.clientSecret);
  expect(all).not.toMatch(/eyJ[\w-]{20}/);
  expect(JSON.stringify(await getSignInSettings(ctx))).not.toContain(provider.clientSecret);
});

describe("passwords", () => {
  const bySelf = (email: string) => signIn({ email, password }, { now: new Date() });

  test("can be switched off only after an admin came in by this provider; ADMIN_EMAIL stays let in", async () => {
    await createUser(ctx, { email: "pia@example.com", name: "Pia", role: "operator", password });
    await db().signInSettings.update({ where: { id: 1 }, data: { adminSignedInAt: null } });
    await expect(settings({ passwordAllowed: false })).rejects.toMatchObject({
      options: { fields: { passwordAllowed: expect.stringContaining("as an admin once") } },
    });
    known("amy", { groups: ["it"] });
    await signInAs("amy");
    await settings({ passwordAllowed: false });
    expect(await bySelf("pia@example.com")).toBeUndefined();
    expect(await bySelf("root@example.com")).toBeDefined();

    // Another client is another provider: the proof and the secret are gone with the old one.
    await expect(settings({ clientId: "other" })).rejects.toMatchObject({ code: "bad_input" });
    await settings({ passwordAllowed: true });
    expect(await bySelf("pia@example.com")).toBeDefined();
  });
});
