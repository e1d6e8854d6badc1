// A new route needs a row in route-roles.ts: "METHOD /api/path" → the roles that may use it, or "public". The verb or
// read behind it must then say the same with `requireRole` as its line one: the test calls each handler with nothing but
// a ctx, so a handler that does anything else first answers something other than "forbidden" and fails here.
import fs from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#lib/auth/ctx.ts";
import { ROLES, type Role } from "#lib/auth/schema.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { AppError } from "#lib/errors.ts";
import { createToken } from "#lib/people/create-token.ts";
import { ROUTE_ROLES } from "./route-roles.ts";

withTestDatabase();

const ROOT = path.resolve(import.meta.dirname, "../..");
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;

type Handle = {
  (request: Request, context: { params: Promise<object> }): Promise<Response>;
  declaration: { access?: "public" | "signed-in"; handler(input: object): unknown };
};

const routes = new Map<string, Handle>();
const undeclared: string[] = [];
for (const file of fs.globSync("app/api/**/route.ts", { cwd: ROOT })) {
  const address = `/${path.dirname(file).replace(/^app\//, "")}`;
  const module = (await import(path.join(ROOT, file))) as Record<string, Handle | undefined>;
  for (const method of METHODS) {
    const handle = module[method];
    if (!handle) continue;
    if (handle.declaration) routes.set(`${method} ${address}`, handle);
    else undeclared.push(`${method} ${address}`);
  }
}

/** Any path parameter there may be, and it names nothing. */
const anyParams = new Proxy({}, { get: () => "nothing" });

/** "forbidden" when the role was refused; whatever else came of a call without input counts as let in. */
async function callBare(handle: Handle, ctx: Ctx | undefined): Promise<"forbidden" | "let in"> {
  const request = new Request("http://localhost:3000/");
  try {
    const answer = await handle.declaration.handler({ ctx, params: anyParams, query: {}, body: {}, request });
    if (answer instanceof Response) await answer.body?.cancel();
  } catch (error) {
    if (error instanceof AppError && error.code === "forbidden") return "forbidden";
  }
  return "let in";
}

const people = new Map<Role, Ctx>();
beforeAll(async () => {
  for (const role of ROLES) {
    const id = `usr_${role}`;
    await db().user.create({ data: { id, email: `${role}@example.com`, name: role, role } });
    people.set(role, testCtx(role, { id, name: role }));
  }
});

describe("each role gets from each route what the table says", () => {
  test("every route has a row, and every row a route", () => {
    expect([...routes.keys()].sort()).toEqual(Object.keys(ROUTE_ROLES).sort());
    expect(undeclared, "not made by defineRoute: next-auth's own").toEqual([
      "GET /api/auth/[...nextauth]",
      "POST /api/auth/[...nextauth]",
    ]);
  });

  test.each([...routes])("%s", async (name, handle) => {
    const allowed = ROUTE_ROLES[name];
    if (allowed === "public") {
      expect(handle.declaration.access).toBe("public");
      return;
    }
    expect(handle.declaration.access ?? "signed-in").toBe("signed-in");
    const answers = await Promise.all(
      ROLES.map(async (role) => [role, await callBare(handle, people.get(role))] as const),
    );
    const wanted = ROLES.map((role) => [role, allowed?.includes(role) ? "let in" : "forbidden"]);
    expect(answers).toEqual(wanted);
  });

  test("nobody gets 401 and an API token the answer of its role, through the whole route", async () => {
    const handle = routes.get("GET /api/users");
    const ask = async (authorization?: string) => {
      const request = new Request("http://localhost:3000/api/users", {
        headers: { ...(authorization && { authorization }) },
      });
      return (await handle?.(request, { params: Promise.resolve({}) }))?.status;
    };
    expect(await ask()).toBe(401);
    for (const role of ROLES) {
      const { token } = await createToken(testCtx("admin"), { name: role, role });
      const allowed = ROUTE_ROLES["GET /api/users"]?.includes(role);
      expect(await ask(`Bearer ${token}`), role).toBe(allowed ? 200 : 403);
      expect(await ask(`Bearer ${token}`), role).toBe(allowed ? 200 : 403);
    }
    // A refusal is in the audit log, and the same one again is not.
    const denied = await db().auditEntry.findMany({ where: { action: "access.denied" } });
    expect(denied.map(({ actorName }) => actorName).sort()).toEqual(["operator", "supervisor"]);
    expect(denied[0]?.after).toEqual({ what: "GET /api/users" });
  });
});
