import { Pool } from "undici";
import { createTokenStore, type FreshToken } from "#lib/connections/access-token.ts";
import { pool } from "#lib/db/client.ts";
import { serveProgram } from "../program.ts";
import { median } from "../rounds.ts";

/** One process whose callers all want the token of one connection. */
const CONNECTION = "con_bench";
const vendor = new Pool(process.env.BENCH_VENDOR ?? "");

const request = async () => {
  const answer = await vendor.request({ method: "POST", path: "/token" });
  return (await answer.body.json()) as FreshToken;
};
const tokens = createTokenStore(pool(), {
  request,
  packError: String,
  unpackError: (packed) => new Error(String(packed)),
});

const timed = async (call: () => unknown): Promise<number> => {
  const startedAt = performance.now();
  await call();
  return performance.now() - startedAt;
};

const byPrimaryKey = {
  name: "bench-select",
  text: "SELECT ciphertext FROM access_token WHERE connection_id = $1",
  values: [CONNECTION],
};

serveProgram(
  {},
  {
    forget: () => {
      tokens.forget(CONNECTION);
    },
    /** The slowest of so many callers at once, in milliseconds. */
    slowestOf: async (callers: number) =>
      Math.max(
        ...(await Promise.all(
          Array.from({ length: callers }, () => timed(() => tokens.getAccessToken(CONNECTION))),
        )),
      ),
    /** One refresh with nobody waiting and nothing stored, in milliseconds. */
    oneRefresh: () => timed(request),
    /** A token that is there, in microseconds. */
    hit: async (times: number) => {
      await tokens.getAccessToken(CONNECTION);
      let length = 0;
      const startedAt = performance.now();
      for (let n = 0; n < times; n++) length += (tokens.getAccessToken(CONNECTION) as string).length;
      const took = performance.now() - startedAt;
      if (length === 0) throw new Error("no token was there");
      return (took * 1000) / times;
    },
    /** A look-up by primary key, in microseconds. */
    select: async (times: number) => {
      const took: number[] = [];
      for (let n = 0; n < times; n++) took.push(await timed(() => pool().query(byPrimaryKey)));
      return median(took) * 1000;
    },
  },
);
