import { expect, test } from "vitest";
import { idempotencyKeyOf } from "./idempotency-key.ts";

const keyOf = (key?: string) =>
  idempotencyKeyOf(
    new Request("http://localhost", { headers: key === undefined ? {} : { "idempotency-key": key } }),
  );

test("a key with blanks or without end is refused; none is none", () => {
  for (const key of ["", "a b", "x".repeat(256), "schl\u00fcssel"]) expect(() => keyOf(key)).toThrow();
  expect(keyOf("7f3a-order:12")).toBe("7f3a-order:12");
  expect(keyOf()).toBeNull();
});
