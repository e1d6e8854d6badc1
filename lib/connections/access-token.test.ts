import { expect, test } from "vitest";
import { pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createTokenStore, type TokenSource } from "./access-token.ts";
import { storeToken, takeLease } from "./token-row.ts";

withTestDatabase();

/** A vendor that counts requests and answers when it is let. */
function vendor(expiresInSeconds = 3600) {
  const gate = Promise.withResolvers<void>();
  const seen = { requests: 0, fail: undefined as Error | undefined };
  const source: TokenSource = {
    request: async () => {
      seen.requests += 1;
      const number = seen.requests;
      await gate.promise;
      if (seen.fail) throw seen.fail;
      return { token: `token-${number}`, expiresInSeconds };
    },
    packError: (error) => ({ message: (error as Error).message }),
    unpackError: (packed) => new Error((packed as { message: string }).message),
  };
  return { seen, source, open: () => gate.resolve() };
}

test("200 callers of four stores on no token cause exactly one request", async () => {
  const { seen, source, open } = vendor();
  const stores = Array.from({ length: 4 }, () => createTokenStore(pool(), source));
  const calls = stores.flatMap((store) =>
    Array.from({ length: 50 }, async () => store.getAccessToken("con_many")),
  );
  open();
  expect(new Set(await Promise.all(calls))).toEqual(new Set(["token-1"]));
  expect(seen.requests).toBe(1);
});

test("a hit is answered from memory without a promise", async () => {
  const { source, open } = vendor();
  open();
  const store = createTokenStore(pool(), source);
  await store.getAccessToken("con_hit");
  expect(store.getAccessToken("con_hit")).toBe("token-1");
});

test("at 80 % of its life the old token is still handed out while one caller refreshes", async () => {
  const { seen, source, open } = vendor();
  open();
  let time = Date.now();
  const store = createTokenStore(pool(), source, () => time);
  await store.getAccessToken("con_ahead");
  time += 3600 * 800;
  expect(store.getAccessToken("con_ahead")).toBe("token-1");
  await expect.poll(() => store.getAccessToken("con_ahead")).toBe("token-2");
  expect(seen.requests).toBe(2);
});

test.each([
  [3_600, 2_880, 3_540],
  // A token that lives shortly is not used up by the margin.
  [60, 30, 30],
])("of a life of %i s it is due after %i s, and not handed out after %i s (T-03)", async (life, due, end) => {
  const { seen, source, open } = vendor(life);
  open();
  const began = Date.now();
  let time = began;
  const id = `con_life_${life}`;
  const stores = [createTokenStore(pool(), source, () => time), createTokenStore(pool(), source, () => time)];
  const [one, two] = stores;
  await one?.getAccessToken(id);
  const { rows } = await pool().query("SELECT * FROM access_token WHERE connection_id = $1", [id]);
  expect(rows[0]?.refresh_at.getTime()).toBe(began + due * 1_000);
  expect(rows[0]?.expires_at.getTime()).toBe(began + end * 1_000);
  time = began + end * 1_000 - 1;
  expect(one?.getAccessToken(id)).toBe("token-1");
  time += 1;
  // Ended in memory and in the row: no process hands it out, and one of them asks.
  expect(await Promise.all(stores.map(async (store) => store.getAccessToken(id)))).toEqual([
    "token-2",
    "token-2",
  ]);
  two?.forget(id);
  expect(two?.getAccessToken(id)).toBeInstanceOf(Promise);
  expect(await two?.getAccessToken(id)).toBe("token-2");
  expect(seen.requests).toBe(2);
});

test("who asks for a token and dies keeps it from nobody, and what was overtaken writes nothing", async () => {
  const { seen, source, open } = vendor();
  open();
  await pool().query(
    "INSERT INTO access_token (connection_id, lease_owner, lease_until) VALUES ('con_dead', 'dead', now() - interval '1 s')",
  );
  expect(await createTokenStore(pool(), source).getAccessToken("con_dead")).toBe("token-1");
  // Somebody read the row before that: another has refreshed it meanwhile, and the lease is not given.
  expect(await takeLease(pool(), "con_dead", "late", 1_000, 0, undefined)).toBeUndefined();
  const credentialVersion =
    (await takeLease(pool(), "con_dead", "next", 60_000, 1, undefined)) ?? expect.fail();
  expect(await takeLease(pool(), "con_dead", "other", 60_000, 1, undefined)).toBeUndefined();
  const until = new Date(Date.now() + 60_000);
  const fresh = { token: "x", usableUntil: until, refreshAt: until, credentialVersion };
  expect(await storeToken(pool(), "con_dead", "dead", fresh)).toBe(false);
  expect(await storeToken(pool(), "con_dead", "next", { ...fresh, credentialVersion: -1 })).toBe(false);
  expect(await storeToken(pool(), "con_dead", "next", fresh)).toBe(true);
  expect(seen.requests).toBe(1);
});

test("a token that the vendor refused is replaced once, and a newer one of another process is taken", async () => {
  const { seen, source, open } = vendor();
  open();
  const [one, two] = [createTokenStore(pool(), source), createTokenStore(pool(), source)];
  await one.getAccessToken("con_refused");
  await two.getAccessToken("con_refused");
  expect(await one.getAccessToken("con_refused", "token-1")).toBe("token-2");
  expect(await two.getAccessToken("con_refused", "token-1")).toBe("token-2");
  expect(seen.requests).toBe(2);
});

test("a failed refresh is told to all who wait, without trying in turn", async () => {
  const { seen, source, open } = vendor();
  seen.fail = new Error("the vendor said no");
  const stores = Array.from({ length: 4 }, () => createTokenStore(pool(), source));
  // A row from before, so that every waiter knows from when on a failure is news.
  await pool().query("INSERT INTO access_token (connection_id) VALUES ('con_fail')");
  const calls = stores.map((store) => Promise.resolve(store.getAccessToken("con_fail")));
  await expect.poll(() => seen.requests).toBe(1);
  await expect
    .poll(
      async () =>
        (await pool().query("SELECT count(*) AS n FROM access_token WHERE lease_owner IS NOT NULL")).rows[0]
          .n,
    )
    .toBe(1);
  open();
  const results = await Promise.allSettled(calls);
  expect(results.map((result) => result.status)).toEqual(Array(4).fill("rejected"));
  expect(seen.requests).toBe(1);
  const failed = async () =>
    (await pool().query("SELECT failing_since, failed_at FROM access_token WHERE connection_id = 'con_fail'"))
      .rows[0];
  const first = await failed();
  await expect(stores[0]?.getAccessToken("con_fail")).rejects.toThrow("the vendor said no");
  // It has been failing since the first time, not since the last.
  expect((await failed()).failing_since).toEqual(first.failing_since);
  expect((await failed()).failed_at).not.toEqual(first.failed_at);
});

test("a token asked for with the old credentials is not kept after they changed", async () => {
  const { source, open, seen } = vendor();
  const store = createTokenStore(pool(), source);
  const call = store.getAccessToken("con_changed");
  await expect.poll(() => seen.requests).toBe(1);
  await pool().query(
    "UPDATE access_token SET credential_version = credential_version + 1, lease_owner = NULL, lease_until = NULL WHERE connection_id = 'con_changed'",
  );
  open();
  expect(await call).toBe("token-2");
});
