import { expect, test } from "vitest";
import { pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createTokenStore, type TokenSource } from "./access-token.ts";

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
