import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import {
  type Listening,
  listenBridge,
  makeConversation,
  makeHandover,
  makeToken,
  post,
  replyBody,
} from "./test-bridge.ts";

withTestDatabase();
let bridge: Listening;
beforeAll(async () => {
  bridge = await listenBridge({ pool: pool() });
});
afterAll(() => bridge.close());

test("who guesses tokens is told to wait, while a token that is known goes on working", async () => {
  const { providerId, channelId } = await makeHandover();
  const { id } = await makeConversation(providerId);
  const token = await makeToken(pool(), providerId);
  const reply = (bearer: string) =>
    post(`${bridge.url}/handover/niceCxOne/2.0/channel/${channelId}/outbound`, replyBody(id, "Hello"), {
      authorization: `Bearer ${bearer}`,
    });
  expect((await reply(token)).status).toBe(200);
  const guesses = await Promise.all(Array.from({ length: 120 }, (_, n) => reply(`guess-${n}`)));
  expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([401]));
  const stopped = await reply("guess-again");
  expect(stopped.status).toBe(429);
  expect(Number(stopped.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await reply(token)).status).toBe(200);
});
