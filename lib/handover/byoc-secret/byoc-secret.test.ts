import { afterAll, beforeAll, expect, test } from "vitest";
import { systemCtx } from "#lib/auth/ctx.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import {
  type Listening,
  listenBridge,
  makeHandover,
  post,
  type TestHandover,
} from "#lib/bridge/test-bridge.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { getByocSecret } from "./reads.ts";
import { retireByocSecret, retireDueByocSecrets } from "./retire-byoc-secret.ts";
import { rotateByocSecret } from "./rotate-byoc-secret.ts";

withTestDatabase();
const ctx = systemCtx("test");
let bridge: Listening;
beforeAll(async () => {
  bridge = await listenBridge({ pool: pool() });
});
afterAll(() => bridge.close());

/** CXone asks for a token with this secret. */
const ask = async ({ providerId, clientId }: TestHandover, clientSecret: string) =>
  (
    await post(`${bridge.url}/handover/niceCxOne/${providerId}/auth/token`, {
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: "client_credentials",
    })
  ).status;
const rotate = async (id: string, retireOn: string | null = null) =>
  (await rotateByocSecret(ctx, id, { retireOn })).secret ?? "";
const openNotices = () => db().notice.findMany({ where: { resolvedAt: null } });

test("both secrets open the bridge until CXone has used the new one and the old one is retired", async () => {
  const handover = await makeHandover();
  const id = handover.providerId;
  const fresh = await rotate(id);
  expect(await ask(handover, handover.clientSecret)).toBe(200);
  expect(await getByocSecret(ctx, id)).toMatchObject({
    current: { hint: fresh.slice(-4) },
    previous: { newUsedAt: null, oldUsedAt: expect.any(String) },
  });
  await expect(retireByocSecret(ctx, id)).rejects.toMatchObject({ code: "in_use" });
  expect(await ask(handover, fresh)).toBe(200);
  expect((await getByocSecret(ctx, id)).previous?.newUsedAt).toEqual(expect.any(String));
  await expect(rotate(id)).rejects.toMatchObject({ code: "in_use" });
  await retireByocSecret(ctx, id);
  expect(await ask(handover, handover.clientSecret)).toBe(401);
  expect(await ask(handover, fresh)).toBe(200);
  expect((await getByocSecret(ctx, id)).previous).toBeNull();
  const rows = await db().$queryRaw<{ row: string }[]>`SELECT audit_entry::text AS row FROM audit_entry`;
  expect(JSON.stringify(rows)).not.toContain(fresh);
});

test("a new secret that nobody stored is replaced, and the one CXone holds goes on opening", async () => {
  const handover = await makeHandover();
  const lost = await rotate(handover.providerId);
  const stored = await rotate(handover.providerId);
  expect(await ask(handover, lost)).toBe(401);
  expect(await ask(handover, handover.clientSecret)).toBe(200);
  expect(await ask(handover, stored)).toBe(200);
});

test("its date ends the old one only if CXone uses the new one; else somebody is warned", async () => {
  const handover = await makeHandover();
  const fresh = await rotate(handover.providerId, "2026-12-24");
  const after = { ...ctx, now: () => new Date("2026-12-24T01:00:00Z") };
  expect(await retireDueByocSecrets(after)).toBe(0);
  expect(await ask(handover, handover.clientSecret)).toBe(200);
  expect(await openNotices()).toMatchObject([{ link: `/handovers/${handover.providerId}/rotate-secret` }]);
  expect(await ask(handover, fresh)).toBe(200);
  expect(await openNotices()).toEqual([]);
  expect(await retireDueByocSecrets(after)).toBe(1);
  expect(await ask(handover, handover.clientSecret)).toBe(401);
});

test("only an admin who has just signed in may rotate", async () => {
  const { providerId } = await makeHandover();
  await expect(rotateByocSecret(testCtx("operator"), providerId, { retireOn: null })).rejects.toMatchObject({
    code: "forbidden",
  });
  const long = testCtx("admin", { authenticatedAt: new Date(0) });
  await expect(rotateByocSecret(long, providerId, { retireOn: null })).rejects.toMatchObject({
    code: "reauth_required",
  });
});
