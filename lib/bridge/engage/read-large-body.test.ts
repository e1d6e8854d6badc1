import type { IncomingMessage } from "node:http";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { until } from "../test-bridge.ts";
import { createLargeBodies, SMALL_BYTES } from "./read-large-body.ts";

const request = (headers: Record<string, string> = {}) =>
  Object.assign(new PassThrough(), { headers }) as unknown as IncomingMessage & PassThrough;
const large = Buffer.alloc(SMALL_BYTES + 1_000, "x");
const refusal = (status: number) => expect.objectContaining({ status });

test("beyond the room for large bodies of strangers nobody gets more, and small ones always pass", async () => {
  const bodies = createLargeBodies(1_500);
  const first = request();
  const reading = bodies.read(first, 1_000_000);
  first.write(large);
  await until(async () => first.readableLength === 0, "the first to hold its room");
  const second = request();
  second.end(large);
  await expect(bodies.read(second, 1_000_000)).rejects.toEqual(refusal(503));
  const small = request();
  small.end("small");
  expect((await bodies.read(small, 1_000_000)).toString()).toBe("small");
  first.end();
  expect(await reading).toHaveLength(large.length);
  const third = request();
  third.end(large);
  expect(await bodies.read(third, 1_000_000)).toHaveLength(large.length);
});

test("a length that is promised or found to be too long is refused; its room is free again", async () => {
  const bodies = createLargeBodies(10_000);
  await expect(bodies.read(request({ "content-length": "200" }), 100)).rejects.toEqual(refusal(413));
  for (let n = 0; n < 20; n++) {
    const found = request();
    found.end(large);
    await expect(bodies.read(found, large.length - 1)).rejects.toEqual(refusal(413));
  }
});

test("a body that does not go on is given up", async () => {
  const stuck = request();
  stuck.write(large);
  await expect(createLargeBodies(10_000, 20).read(stuck, 1_000_000)).rejects.toMatchObject({
    code: "bad_request",
  });
});
