import { describe, expect, test } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { listSkills } from "#lib/cxone/skills.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { closeSender } from "#lib/jobs/queue.ts";
import { clientFor, tokens } from "./client-for.ts";
import { checkOnSchedule, connectionJobs, spreadOf } from "./connection-check.job.ts";
import { egress } from "./egress.ts";
import { getConnectionHealth } from "./health/reads.ts";
import { pauseConnection } from "./pause-connection.ts";
import { listConnections } from "./reads.ts";
import { reauthoriseConnection } from "./reauthorise-connection.ts";
import { recheckConnection } from "./recheck-connection.ts";
import { withConnectedSandbox } from "./scene.ts";
import { reauthoriseSchema } from "./schema.ts";

withTestDatabase();
const { connectionId, control, sandbox } = withConnectedSandbox();
const ctx = systemCtx("test");
const health = () => getConnectionHealth(ctx, connectionId());
const audits = async (action: string) => db().auditEntry.count({ where: { action } });
const openNotices = () => db().notice.findMany({ where: { resolvedAt: null } });
/** Everything CXone gets is answered so until it is lifted. */
const all = (fault: object) => control("faults", { system: "cxone", times: 1_000, ...fault });
const lift = () => control("faults", undefined, "DELETE");
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);

describe("health is measured", () => {
  test("after connecting it is healthy, and says what the checks found", async () => {
    await recheckConnection(ctx, connectionId());
    expect(await health()).toMatchObject({
      health: { state: "healthy", reasons: [] },
      stale: false,
      failure: null,
      token: { state: "none" },
      checks: [{ state: "passed" }, { id: "token" }, {}, {}, {}],
    });
  });

  test("calls are counted whole, also those whose row in the request log was left out", async () => {
    const client = await clientFor(connectionId());
    const before = (await health()).lastHour.calls;
    for (let n = 0; n < 5; n++) await listSkills(client);
    await egress().flushLog();
    const { lastHour, lastDay, hours, token } = await health();
    expect(lastHour.calls - before).toBeGreaterThanOrEqual(5);
    expect(lastDay.calls).toBe(lastHour.calls);
    expect(hours).toHaveLength(24);
    expect(hours.reduce((sum, hour) => sum + hour.answered + hour.failed, 0)).toBe(lastDay.calls);
    expect(lastHour.p95Ms).toBeGreaterThanOrEqual(lastHour.p50Ms ?? Number.NaN);
    expect(token).toMatchObject({ state: "valid", failingSince: null });
    expect(Date.parse(token?.validUntil ?? "")).toBeGreaterThan(Date.now());
  });

  test("an outage writes one audit row and one notice however often it is found, and recovery takes them back", async () => {
    await all({ status: 500 });
    for (let n = 0; n < 3; n++) await recheckConnection(ctx, connectionId());
    await egress().flushLog();
    const failing = await health();
    expect(failing.health).toEqual({ state: "failing", reasons: ["CXone has an error of its own."] });
    expect(failing.failure).toMatchObject({
      code: "server_error",
      fix: expect.stringContaining("Try again"),
    });
    expect(failing.failure?.requestKey).toMatch(/^\d+-/);
    expect(await audits("connection.failing")).toBe(1);
    expect(await openNotices()).toMatchObject([{ severity: "bad", link: `/connections/${connectionId()}` }]);
    await lift();
    await recheckConnection(ctx, connectionId());
    expect((await health()).failingSince).toBeNull();
    expect((await health()).failure).toMatchObject({ code: "server_error" });
    expect(await audits("connection.recovered")).toBe(1);
    expect(await openNotices()).toEqual([]);
  });

  test.each([
    ["429 with Retry-After", { status: 429, headers: { "retry-after": "600" } }, "rate_limited"],
    ["a body that is not JSON", { status: 200, body: "gone" }, "wrong_issuer"],
    ["a dropped connection", { drop: "before" }, "unreachable"],
  ])("with %s the health can still be read and names it", async (_what, fault, code) => {
    await all(fault);
    await recheckConnection(ctx, connectionId());
    expect((await health()).failure?.code).toBe(code);
    expect((await listConnections(ctx))[0]?.health.state).toBe("failing");
    await lift();
    await recheckConnection(ctx, connectionId());
    await db().upstreamState.deleteMany();
  });

  test("what was not looked at for long is unknown, never green", async () => {
    expect((await listConnections({ ...ctx, now: () => later(16) }))[0]?.health).toEqual({
      state: "unknown",
      reasons: ["The last check is more than 15 min old. It was well then."],
    });
  });

  test("a pause silences checks and alerts, and says who did it", async () => {
    await pauseConnection(testCtx("operator", { name: "Ola" }), connectionId(), true);
    expect(await health()).toMatchObject({
      health: { state: "paused" },
      paused: { by: "Ola" },
      nextCheckAt: null,
    });
    expect(await checkOnSchedule(connectionId(), later(60))).toBe(false);
    await pauseConnection(ctx, connectionId(), false);
    expect((await health()).paused).toBeNull();
  });
});

describe("checks on a schedule", () => {
  test("run when nobody looked, not twice, and not while CXone asks us to wait", async () => {
    expect(await checkOnSchedule(connectionId(), new Date())).toBe(false);
    expect(await checkOnSchedule(connectionId(), later(5))).toBe(true);
    await pool().query(
      `INSERT INTO upstream_state VALUES ('other', $1, 'read', 'limit', 'limited', now(), now() + interval '1 day', now() + interval '1 day')`,
      [sandbox().baseUrl],
    );
    expect(await checkOnSchedule(connectionId(), later(5))).toBe(false);
    await db().upstreamState.deleteMany();
    expect(await checkOnSchedule("con_gone", new Date())).toBe(false);
  });

  test("are sent for every connection, each at its own second", async () => {
    const sweep = connectionJobs.find(({ name }) => name === "connections.sweep");
    await sweep?.run({});
    const { rows } = await pool().query(
      "SELECT data FROM jobs.job WHERE name = 'connection.check' AND state = 'created'",
    );
    expect(rows.map(({ data }) => data)).toEqual([{ id: connectionId() }]);
    const seconds = new Set(Array.from({ length: 50 }, (_, n) => spreadOf(`con_${n}`)));
    expect(seconds.size).toBeGreaterThan(40);
    await closeSender();
  });
});

describe("re-authorising in place", () => {
  test("a refused access key is named, and new credentials are tried before they are kept", async () => {
    const id = connectionId();
    await all({ pathPattern: "/auth/token", status: 401, body: { error: "invalid_grant" } });
    await recheckConnection(ctx, id);
    expect((await health()).failure).toMatchObject({
      code: "wrong_access_key",
      title: "CXone refused the access key",
    });
    const before = await db().secret.findMany({ where: { subject: `connection:${id}` } });
    const wrong = reauthoriseSchema.parse({ secrets: { accessKeySecret: "a-new-but-wrong-secret" } });
    await expect(reauthoriseConnection(ctx, id, wrong)).rejects.toMatchObject({
      code: "bad_input",
      options: { fields: { "secrets.accessKeySecret": expect.stringContaining("access key") } },
    });
    expect(await db().secret.findMany({ where: { subject: `connection:${id}` } })).toEqual(before);
    await lift();
    const { cxone } = (await (await fetch(`${sandbox().baseUrl}/credentials.json?system=cxone`)).json()) as {
      cxone: Record<string, string>;
    };
    const right = reauthoriseSchema.parse({ secrets: { accessKeySecret: cxone.accessKeySecret } });
    const mended = await reauthoriseConnection(ctx, id, right);
    expect(mended).toMatchObject({ id, health: { state: "healthy" }, lastError: null });
    expect(await openNotices()).toEqual([]);
    expect(await listSkills(await clientFor(id))).not.toHaveLength(0);
  });

  test("a kept client secret is used for a new access key, but a new key id needs its own secret", async () => {
    const other = reauthoriseSchema.parse({
      accessKeyId: "AK-OTHER",
      secrets: { clientSecret: "x-client-secret" },
    });
    await expect(reauthoriseConnection(ctx, connectionId(), other)).rejects.toMatchObject({
      options: { fields: { "secrets.accessKeySecret": expect.stringContaining("again") } },
    });
    expect(reauthoriseSchema.safeParse({ secrets: {} }).success).toBe(false);
    await expect(reauthoriseConnection(testCtx("operator"), connectionId(), other)).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await tokens().getAccessToken(connectionId())).toBeTruthy();
  });
});
