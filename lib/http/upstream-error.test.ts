import { expect, test } from "vitest";
import { Refusal } from "#lib/bridge/refusal.ts";
import { AppError } from "#lib/errors.ts";
import { UpstreamError } from "./upstream-error.ts";

test("an error thrown by the same class loaded a second time, as in the console's bundle, is known for what it is", async () => {
  const copy = "./upstream-error.ts?copy";
  const twice = (await import(copy)) as typeof import("./upstream-error.ts");
  expect(twice.UpstreamError).not.toBe(UpstreamError);
  const details = {
    operation: "x",
    host: "h",
    method: "GET",
    path: "/",
    attempts: 1,
    mayHaveHappened: false,
  };
  const error: unknown = new twice.UpstreamError("timeout", "late", details);
  expect(error instanceof UpstreamError).toBe(true);
  expect(error instanceof AppError).toBe(false);
  expect(new Error("other") instanceof UpstreamError).toBe(false);
  expect({ name: "UpstreamError" } instanceof UpstreamError).toBe(false);
  // A derived class stays narrower than its base.
  expect(new AppError("not_found") instanceof Refusal).toBe(false);
});
