import { beforeAll, describe, expect, test } from "vitest";
import { type Ctx, systemCtx } from "#lib/auth/ctx.ts";
import type { Role } from "#lib/auth/schema.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createToken } from "./create-token.ts";
import { createUser } from "./create-user.ts";
import { setUserDisabled } from "./disable-user.ts";
import { listTokens, listUsers } from "./reads.ts";
import { revokeToken } from "./revoke-token.ts";
import { newTokenSchema, tokenQuerySchema, userQuerySchema } from "./schema.ts";

withTestDatabase();

const ctx = systemCtx("test");
const as = (role: Role): Ctx => ({ ...ctx, actor: { kind: "user", id: "usr_1", name: "Ann", role } });
const password = "a long enough password";
const users = (query: Record<string, string> = {}) => listUsers(ctx, userQuerySchema.parse(query));
const tokens = (query: Record<string, string> = {}, who = ctx) =>
  listTokens(who, tokenQuerySchema.parse(query));
const names = async (page: Promise<{ items: { name: string }[] }>) =>
  (await page).items.map((item) => item.name);

beforeAll(async () => {
  const at = new Date("2026-11-21T08:00:00Z");
  // Five of one name and one moment: pages end among equals.
  const twins = Array.from({ length: 5 }, (_, n) => ({
    id: `usr_twin${n}`,
    email: `twin${n}@example.com`,
    name: "Twin",
    role: "supervisor",
    passwordHash: "-",
    createdAt: at,
  }));
  await db().user.createMany({ data: twins });
  await createUser(ctx, { email: "zoe@example.com", name: "Zoe 100%", role: "admin", password });
  const bob = await createUser(ctx, { email: "bob@example.com", name: "Bob", role: "supervisor", password });
  await setUserDisabled(ctx, bob.id, true);

  const earlier = { ...ctx, now: () => at };
  await createToken(earlier, { name: "Ran out", role: "admin", expiresInDays: 1 });
  await createToken(ctx, { name: "Export", role: "supervisor", neverExpires: true });
  await revokeToken(ctx, (await createToken(ctx, { name: "Lost", role: "admin" })).id);
});

describe("people", () => {
  test.each(["name", "-name", "createdAt", "-createdAt"])(
    "by %s stand on the pages exactly once",
    async (sort) => {
      const down: string[][] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const page: Awaited<ReturnType<typeof users>> = await users({
          sort,
          limit: "2",
          ...(cursor && { older: cursor }),
        });
        down.push(page.items.map((item) => item.id));
        cursor = page.older;
      }
      expect(down.map((page) => page.length)).toEqual([2, 2, 2, 1]);
      const whole = (await users({ sort })).items.map((item) => item.id);
      expect(down.flat()).toEqual(whole);
      const back = await users({ sort, limit: "2", newer: down[2]?.[0] ?? "" });
      expect(back.items.map((item) => item.id)).toEqual(down[1]);
    },
  );

  test.each<[Record<string, string>, string[]]>([
    [{ q: "BOB@" }, ["Bob"]],
    [{ q: "100%" }, ["Zoe 100%"]],
    [{ state: "disabled" }, ["Bob"]],
    [{ state: "active", role: "admin" }, ["Zoe 100%"]],
    [{ state: "active,disabled", role: "admin" }, ["Zoe 100%"]],
  ])("are found by %o", async (query, wanted) => {
    expect(await names(users(query))).toEqual(wanted);
  });

  test("never show a password or its hash", async () => {
    expect(JSON.stringify(await users())).not.toMatch(/argon2|passwordHash|long enough/);
  });
});

describe("API tokens", () => {
  // As of a day when the short one has run out.
  const later = { ...ctx, now: () => new Date("2026-12-01T00:00:00Z") };

  test.each<[string, string[]]>([
    ["active", ["Export"]],
    ["expired", ["Ran out"]],
    ["revoked", ["Lost"]],
    ["active,revoked", ["Export", "Lost"]],
  ])("that are %s are found", async (state, wanted) => {
    const page = await tokens({ state, sort: "name" }, later);
    expect(page.items.map((item) => item.name)).toEqual(wanted);
    expect(page.items.every((item) => state.includes(item.state))).toBe(true);
  });

  test("are found by their last four characters and never shown whole", async () => {
    const made = await createToken(ctx, { name: "Hinted", role: "admin" });
    const page = await tokens({ q: made.hint });
    expect(page.items.map((item) => item.id)).toContain(made.id);
    expect(JSON.stringify(page)).not.toContain(made.token.slice(0, 12));
  });

  test.each<[string, object, number | null | "refused"]>([
    ["nothing said", {}, 90],
    ["366 days", { expiresInDays: 366 }, 366],
    ["367 days", { expiresInDays: 367 }, "refused"],
    ["an empty field", { expiresInDays: null }, "refused"],
    ["an empty field and the tick", { expiresInDays: null, neverExpires: true }, null],
    ["days and the tick", { expiresInDays: 30, neverExpires: true }, null],
  ])("with %s run out accordingly", async (_said, more, wanted) => {
    const parsed = newTokenSchema.safeParse({ name: "x", role: "operator", ...more });
    if (!parsed.success || wanted === "refused") {
      expect(parsed.success ? "let in" : "refused").toBe(wanted);
      return;
    }
    const { createdAt, expiresAt } = await createToken(ctx, parsed.data);
    const days = expiresAt && (Date.parse(expiresAt) - Date.parse(createdAt)) / 86_400_000;
    expect(days).toBe(wanted);
  });
});

test.each<Role>(["operator", "supervisor", "auditor"])(
  "%s sees no tokens, and an auditor alone people",
  async (role) => {
    const people = listUsers(as(role), userQuerySchema.parse({}));
    if (role === "auditor") await expect(people).resolves.toBeDefined();
    else await expect(people).rejects.toMatchObject({ code: "forbidden" });
    await expect(listTokens(as(role), tokenQuerySchema.parse({}))).rejects.toMatchObject({
      code: "forbidden",
    });
  },
);
