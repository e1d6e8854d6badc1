import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseKeyRing } from "./key-ring.ts";
import { open, seal } from "./seal.ts";

const k1 = `k1:${randomBytes(32).toString("base64")}`;
const k2 = `k2:${randomBytes(32).toString("base64")}`;
const ring = parseKeyRing(k1);

describe("the vault", () => {
  test("opens what it sealed, for any text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        (text) => open(seal(text, "a/b", ring), "a/b", ring) === text,
      ),
    );
  });

  test("a ciphertext moved to another row or field does not open", () => {
    expect(() => open(seal("s", "connection:1/secret", ring), "connection:2/secret", ring)).toThrow();
  });

  test("one changed bit does not open, and plaintext is not taken for a secret", () => {
    const sealed = seal("hello", "a/b", ring);
    const last = sealed.at(-2) === "A" ? "B" : "A";
    expect(() => open(`${sealed.slice(0, -2)}${last}${sealed.slice(-1)}`, "a/b", ring)).toThrow();
    expect(() => open("hello", "a/b", ring)).toThrow("cannot be opened");
  });

  test("after a rotation the new key seals and the old one still opens", () => {
    const rotated = parseKeyRing(`${k2},${k1}`);
    expect(open(seal("old", "a/b", ring), "a/b", rotated)).toBe("old");
    expect(seal("new", "a/b", rotated)).toMatch(/^v1\.k2\./);
  });

  test("a key of the wrong length is refused by name", () => {
    expect(() => parseKeyRing("k1:c2hvcnQ=")).toThrow("VAULT_KEYS");
  });
});
