import { encode } from "next-auth/jwt";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { systemCtx } from "#lib/auth/ctx.ts";
import { authSecret, sessionCookieName } from "#lib/auth/session-cookie.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createToken } from "#lib/people/create-token.ts";
import { createUser } from "#lib/people/create-user.ts";
import { created, defineRoute, noAudit } from "./define-route.ts";

withTestDatabase();

const route = defineRoute({
  summary: "Greets",
  params: z.object({ id: z.string().regex(/^[a-z]+$/) }),
  query: z.object({
    times: z.coerce.number().int().max(3).default(1),
    tone: z.enum(["warm", "dry"]).optional(),
  }),
  body: z.strictObject({ name: z.string().min(1, { error: "Enter a name." }) }),
  audit: noAudit("a test route"),
  handler: ({ ctx, params, query, body }) =>
    created({ who: ctx.actor.name, id: params.id, times: query.times, name: body.name }),
});

let token = "";
let cookie = "";
beforeAll(async () => {
  const ctx = systemCtx("test");
  token = (await createToken(ctx, { name: "script", role: "admin" })).token;
  const password = "a long enough password";
  await createUser(ctx, { email: "ann@example.com", name: "Ann", role: "admin", password });
  const session = await signIn({ email: "ann@example.com", password }, { now: new Date() });
  cookie = `${sessionCookieName()}=${await encode({ token: { sid: session?.sessionId }, secret: authSecret() })}`;
});

const call = (headers: Record<string, string>, body: string = '{"name":"Bo"}', id = "abc", query = "") =>
  route(
    new Request(`http://localhost:3000/api/x/${id}${query}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    }),
    { params: Promise.resolve({ id }) },
  );
const bearer = () => ({ authorization: `Bearer ${token}` });

describe("a route", () => {
  test("answers its handler's value with a request id", async () => {
    const answer = await call(bearer(), undefined, undefined, "?times=2");
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({ who: "script", id: "abc", times: 2, name: "Bo" });
    expect(answer.headers.get("x-request-id")).toMatch(/^req_/);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  test.each([
    ["nobody", {}, undefined, undefined, 401],
    ["a wrong token", { authorization: "Bearer pb_wrong" }, undefined, undefined, 401],
    ["another content type", { "content-type": "text/plain" }, undefined, undefined, 415],
    ["what is not JSON", {}, "{", undefined, 400],
    ["a body over 1 MB", {}, JSON.stringify({ name: "x".repeat(1_000_001) }), undefined, 413],
    ["an unknown key", {}, '{"name":"Bo","role":"admin"}', undefined, 422],
    ["a path that cannot be", {}, undefined, "ABC", 404],
  ])("refuses %s with a problem document", async (_name, headers, body, id, status) => {
    const answer = await call(status === 401 ? headers : { ...bearer(), ...headers }, body, id);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({
      status,
      title: expect.any(String),
      fix: expect.any(String),
      requestId: expect.any(String),
    });
  });

  test("names the field that is wrong", async () => {
    const answer = await call(bearer(), '{"name":""}');
    expect(await answer.json()).toMatchObject({ status: 422, fields: { name: "Enter a name." } });
  });

  test("names what may be chosen where the schema does not", async () => {
    const answer = await call(bearer(), undefined, undefined, "?tone=loud");
    expect(await answer.json()).toMatchObject({
      status: 400,
      fields: { tone: "Choose among warm, dry." },
    });
  });

  test("takes no text that the database could not keep, and says at which field", async () => {
    for (const name of ["a\\u0000b", "cut \\ud83d", "\\ude00"]) {
      const answer = await call(bearer(), `{"name":"${name}"}`);
      expect(await answer.json()).toMatchObject({
        status: 422,
        fields: { name: expect.stringMatching(/no text/) },
      });
    }
    expect((await call(bearer(), '{"name":"Ann 😀"}')).status).toBe(201);
  });

  test("takes a cookie only from our own pages", async () => {
    expect((await call({ cookie })).status).toBe(403);
    expect((await call({ cookie, origin: "https://evil.example" })).status).toBe(403);
    expect((await call({ cookie, origin: "null" })).status).toBe(403);
    expect((await call({ cookie, origin: "http://localhost:3000" })).status).toBe(201);
  });

  test.each<[string, () => Promise<unknown>]>([
    ["a number", () => db().transferPolicyVersion.findMany({ where: { version: { lt: 99_999_999_999 } } })],
    ["a time", () => db().$queryRaw`SELECT ${"+033658-09-27T01:46:39.999Z"}::timestamptz`],
    ["a number in a query of our own", () => pool().query("SELECT $1::int", [99_999_999_999])],
  ])(
    "answers %s that PostgreSQL does not take, and no schema refused, with a 400",
    async (_what, handler) => {
      const far = defineRoute({
        summary: "Asks far out",
        access: "public",
        audit: noAudit("a test"),
        handler,
      });
      const answer = await far(new Request("http://localhost:3000/api/y"), { params: Promise.resolve({}) });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({
        detail: expect.stringMatching(/number, a time or a text/),
      });
    },
  );

  test("tells nothing of an unexpected error", async () => {
    const broken = defineRoute({
      summary: "Breaks",
      access: "public",
      audit: noAudit("a test route"),
      handler: () => {
        throw new Error("connect postgresql://user:hunter2@db");
      },
    });
    const answer = await broken(new Request("http://localhost:3000/api/y"), { params: Promise.resolve({}) });
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain("hunter2");
  });
});

describe("a route with a limit", () => {
  const limited = defineRoute({
    summary: "Costs much",
    audit: noAudit("a test route"),
    limit: { name: "test-limit", points: 2, durationSeconds: 60 },
    handler: () => "done",
  });
  const ask = (headers: Record<string, string>) =>
    limited(new Request("http://localhost:3000/api/y", { headers }), { params: Promise.resolve({}) });

  test("stops one caller and says when to come back; the others go on", async () => {
    const statuses = [];
    for (let n = 0; n < 3; n++) statuses.push((await ask(bearer())).status);
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await ask(bearer());
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ title: "Too many attempts", fix: expect.any(String) });
    expect((await ask({ cookie })).status).toBe(200);
  });
});
