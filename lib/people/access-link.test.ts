import { beforeAll, describe, expect, test } from "vitest";
import { POST as accept } from "#app/api/auth/link/accept/route.ts";
import { POST as look } from "#app/api/auth/link/route.ts";
import { authenticate } from "#lib/auth/authenticate.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createUser } from "./create-user.ts";
import { setUserDisabled } from "./disable-user.ts";
import { invitePerson } from "./invite-person.ts";
import { makeResetLink } from "./make-reset-link.ts";
import { listInvitations } from "./reads.ts";
import { renewInvitation } from "./renew-invitation.ts";
import type { Invitation } from "./schema.ts";
import { withdrawInvitation } from "./withdraw-invitation.ts";

withTestDatabase();

const ctx = testCtx("admin", { id: "usr_root", name: "Root" });
const password = "correct horse battery";
const invitation = (name: string): Invitation => ({
  name,
  email: `${name.toLowerCase()}@example.com`,
  role: "operator",
});
const tokenIn = (url: string) => new URL(url).hash.slice(1);

/** What the page behind a link does: posts what stands in the fragment. */
const post = (route: typeof accept | typeof look, body: object) =>
  route(
    new Request("http://localhost:3000/api/auth/link", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
    { params: Promise.resolve({}) },
  );
const use = (url: string, purpose = "invite", chosen = password) =>
  post(accept, { purpose, token: tokenIn(url), password: chosen });
const titleOf = async (answer: Response) => ((await answer.json()) as { title: string }).title;
const callerOf = (answer: Response) =>
  authenticate({ cookie: answer.headers.get("set-cookie")?.split(";")[0] }, new Date());

beforeAll(async () => {
  await createUser(ctx, { ...invitation("Root"), role: "admin", password });
});

describe("an invitation", () => {
  test("lets its holder choose a password, once, and signs them in with the role it named", async () => {
    const made = await invitePerson(ctx, invitation("Olga"));
    expect(new URL(made.url)).toMatchObject({ pathname: "/invite", search: "" });
    expect(JSON.stringify(await db().accessLink.findMany())).not.toContain(tokenIn(made.url));

    const seen = await post(look, { purpose: "invite", token: tokenIn(made.url) });
    expect(await seen.json()).toMatchObject({ email: "olga@example.com", name: "Olga", role: "operator" });

    const answer = await use(made.url);
    expect(answer.status).toBe(204);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await callerOf(answer)).toMatchObject({ actor: { name: "Olga", role: "operator" } });
    expect(await signIn({ email: "olga@example.com", password }, { now: new Date() })).toBeDefined();

    const again = await use(made.url, "invite", "another good password");
    expect([again.status, await titleOf(again)]).toEqual([410, "This link was used already"]);
    const looked = await post(look, { purpose: "invite", token: tokenIn(made.url) });
    expect(await titleOf(looked)).toBe("This link was used already");
  });

  test("used twice at the same moment makes one person", async () => {
    const made = await invitePerson(ctx, invitation("Twice"));
    const statuses = (await Promise.all([use(made.url), use(made.url), use(made.url)])).map((a) => a.status);
    expect(statuses.sort()).toEqual([204, 410, 410]);
  });

  test("that ran out, was withdrawn, was replaced or is cut says which", async () => {
    const late = { ...ctx, now: () => new Date(Date.now() - 72.1 * 3_600_000) };
    const expired = await invitePerson(late, invitation("Late"));
    expect(await titleOf(await use(expired.url))).toBe("This link has run out");
    expect((await listInvitations(ctx)).find(({ id }) => id === expired.id)?.state).toBe("expired");

    const renewed = await renewInvitation(ctx, expired.id);
    expect(await titleOf(await use(expired.url))).toBe("There is a newer link");
    await withdrawInvitation(ctx, renewed.id);
    expect(await titleOf(await use(renewed.url))).toBe("This link was withdrawn");
    await expect(renewInvitation(ctx, renewed.id)).rejects.toMatchObject({ code: "link_ended" });
    expect(await titleOf(await use(renewed.url.slice(0, -1)))).toBe("This link is not known");
    // A link of the other kind is none.
    expect((await use(renewed.url, "reset")).status).toBe(410);
  });

  test("is refused for somebody who is here or is invited already, and for a short password", async () => {
    await expect(invitePerson(ctx, invitation("Root"))).rejects.toMatchObject({ code: "bad_input" });
    const made = await invitePerson(ctx, invitation("Patient"));
    await expect(invitePerson(ctx, invitation("Patient"))).rejects.toMatchObject({
      options: { fields: { email: expect.stringContaining("open invitation") } },
    });
    const short = await use(made.url, "invite", "eleven char");
    expect(short.status).toBe(422);
    expect(await short.json()).toMatchObject({ fields: { password: expect.stringContaining("12") } });
    expect((await use(made.url, "invite", "x".repeat(201))).status).toBe(422);
    expect((await use(made.url, "invite", "twelve chars")).status).toBe(204);
  });

  test("needs an admin who has just proved who they are", async () => {
    await expect(invitePerson(testCtx("operator"), invitation("No"))).rejects.toMatchObject({
      code: "forbidden",
    });
    const stale = testCtx("admin", { authenticatedAt: new Date(Date.now() - 601_000) });
    await expect(invitePerson(stale, invitation("No"))).rejects.toMatchObject({ code: "reauth_required" });
  });
});

describe("a reset link", () => {
  test("changes nothing until it is used; then the old password and every session end", async () => {
    const user = await createUser(ctx, { ...invitation("Rita"), password });
    const before = await signIn({ email: user.email, password }, { now: new Date() });
    const first = await makeResetLink(ctx, user.id);
    const second = await makeResetLink(ctx, user.id);
    expect(await signIn({ email: user.email, password }, { now: new Date() })).toBeDefined();

    expect(await titleOf(await use(first.url, "reset"))).toBe("There is a newer link");
    const answer = await use(second.url, "reset", "a brand new password");
    expect(await callerOf(answer)).toMatchObject({ actor: { id: user.id } });
    const open = await db().session.findMany({ where: { userId: user.id, userVersion: 2 } });
    expect(open.map(({ id }) => id)).not.toContain(before?.sessionId);
    expect(open).toHaveLength(1);
    expect(await signIn({ email: user.email, password }, { now: new Date() })).toBeUndefined();
    expect((await use(second.url, "reset")).status).toBe(410);
  });

  test("ends when the person is disabled, and is not made for who is", async () => {
    const user = await createUser(ctx, { ...invitation("Dora"), password });
    const made = await makeResetLink(ctx, user.id);
    await setUserDisabled(ctx, user.id, true);
    expect(await titleOf(await use(made.url, "reset"))).toBe("This link was withdrawn");
    await expect(makeResetLink(ctx, user.id)).rejects.toMatchObject({ code: "in_use" });
  });
});

test("links cannot be guessed: one address gets 30 tries in 15 min", async () => {
  const tries = await Promise.all(
    Array.from({ length: 31 }, () =>
      accept(
        new Request("http://localhost:3000/api/auth/link/accept", {
          method: "POST",
          headers: { "content-type": "application/json", "x-patchbay-ip": "192.0.2.7" },
          body: JSON.stringify({ purpose: "invite", token: "guess", password }),
        }),
        { params: Promise.resolve({}) },
      ),
    ),
  );
  expect(tries.filter(({ status }) => status === 429)).toHaveLength(1);
});

test("neither a link nor a password is in the audit log", async () => {
  const made = await invitePerson(ctx, invitation("Canary"));
  await use(made.url, "invite", "canary-password-1f");
  const rows = await db().$queryRaw<{ text: string }[]>`SELECT audit_entry::text AS text FROM audit_entry`;
  const log = rows.map(({ text }) => text).join();
  expect(log).toContain("user.joined");
  expect(log).not.toContain(tokenIn(made.url));
  expect(log).not.toContain("canary-password");
});
