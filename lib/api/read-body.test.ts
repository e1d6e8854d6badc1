import { expect, test } from "vitest";
import { readJsonBody } from "./read-body.ts";

/** A request of so many chunks of 100 kB, and what became of its body. */
function sending(chunks: number) {
  const seen = { sent: 0, cut: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (seen.sent === chunks) return controller.close();
        seen.sent += 1;
        controller.enqueue(new Uint8Array(100_000).fill(32));
      },
      cancel() {
        seen.cut = true;
      },
    },
    { highWaterMark: 0 },
  );
  const headers = { "content-type": "application/json" };
  return {
    seen,
    request: new Request("http://localhost/", {
      method: "POST",
      headers,
      body,
      duplex: "half",
    } as RequestInit),
  };
}

test("who sends too much is heard to the end, so that the answer arrives instead of a reset", async () => {
  const { request, seen } = sending(11);
  await expect(readJsonBody(request)).rejects.toMatchObject({ code: "too_large" });
  expect(seen).toEqual({ sent: 11, cut: false });
});

test("who never stops sending is cut off", async () => {
  const { request, seen } = sending(1_000_000);
  await expect(readJsonBody(request)).rejects.toMatchObject({ code: "too_large" });
  expect(seen.cut).toBe(true);
  expect(seen.sent).toBeLessThan(120);
});

test("what is nested deeper than anything goes along it is refused before it is gone along", async () => {
  const nested = (depth: number) =>
    readJsonBody(
      new Request("http://localhost/", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: `{"data":${"[".repeat(depth)}${"]".repeat(depth)}}`,
      }),
    );
  await expect(nested(50_000)).rejects.toMatchObject({ code: "bad_request" });
  await expect(nested(100)).resolves.toHaveProperty("data");
});
