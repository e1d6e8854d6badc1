import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isSensitiveKey,
  MASK,
  redact,
  redactForm,
  redactHeaders,
  redactPath,
  redactText,
  redactValues,
} from "./redact.ts";

const CANARY = "c4nary-Secret-91";
const SENSITIVE_KEYS = [
  "password",
  "client_secret",
  "clientSecret",
  "accessKeySecret",
  "access_token",
  "refreshToken",
  "id_token",
  "X-Api-Key",
  "Authorization",
  "private_key",
  "Set-Cookie",
  "hub.verify_token",
  "passphrase",
];

describe("isSensitiveKey", () => {
  it.each(SENSITIVE_KEYS)("%s is", (key) => expect(isSensitiveKey(key)).toBe(true));
  it.each([
    "token_type",
    "tokenEndpoint",
    "token_endpoint_auth_methods_supported",
    "authorization_endpoint",
    "accessKeyId",
    "refreshTokenExpirationTimeSec",
    "skillName",
    "expires_in",
    "secretFingerprint",
    "tokenVersion",
    "path",
    "username",
  ])("%s is not", (key) => expect(isSensitiveKey(key)).toBe(false));
});

/** Wraps a value in layers of objects, arrays and strings that contain JSON. */
const nested = fc
  .array(fc.constantFrom("object", "array", "json", "map"), { maxLength: 12 })
  .chain((layers) =>
    fc.tuple(
      fc.constant(layers),
      fc.constantFrom(...SENSITIVE_KEYS),
      fc.string(),
      fc.dictionary(fc.string(), fc.jsonValue()),
    ),
  )
  .map(([layers, key, name, siblings]) => {
    let value: unknown = { ...siblings, [key]: CANARY };
    for (const layer of layers) {
      if (layer === "object") value = { [`a${name}`]: value, other: 1 };
      else if (layer === "array") value = [name, value, null];
      else if (layer === "map") value = { list: [{ value }] };
      else value = JSON.stringify(value);
    }
    return value;
  });

describe("redact", () => {
  it("finds a secret under a sensitive key at any depth, also inside JSON in strings", () => {
    fc.assert(fc.property(nested, (value) => !JSON.stringify(redact(value)).includes(CANARY)));
  });

  it("masks whole structures under a sensitive key", () => {
    expect(redact({ credentials: { a: CANARY }, secrets: [CANARY] })).toEqual({
      credentials: MASK,
      secrets: MASK,
    });
  });

  it("leaves values without secrets equal and does not touch its input", () => {
    const input = { a: [1, "two", { b: null }], at: new Date(0), hasPassword: true };
    expect(redact(input)).toEqual(input);
    const secret = { password: CANARY };
    redact(secret);
    expect(secret.password).toBe(CANARY);
  });

  it("survives circles, errors, buffers and hostile prototypes", () => {
    const circle: Record<string, unknown> = { password: CANARY };
    circle.self = circle;
    expect(redact(circle)).toEqual({ password: MASK, self: "[circular]" });
    expect(redact(Object.assign(new Error("x"), { token: CANARY }))).toMatchObject({
      message: "x",
      token: MASK,
    });
    expect(redact(Buffer.from(CANARY))).toBe("[16 bytes]");
    const safe = redact(JSON.parse(`{"__proto__":{"secret":"${CANARY}"}}`));
    expect(JSON.stringify(safe)).not.toContain(CANARY);
    expect(Object.getPrototypeOf(safe)).toBe(Object.prototype);
  });
});

describe("redactText", () => {
  it("finds the secret in JSON cut off anywhere behind the key", () => {
    const text = JSON.stringify({
      list: [{ n: 1, refresh_token: CANARY, deep: { password: CANARY } }],
      z: "end",
    });
    for (let cut = 1; cut <= text.length; cut += 1) {
      expect(redactText(text.slice(0, cut))).not.toMatch(/c4na/);
    }
  });

  it("finds it when the key is spelt with unicode escapes, whole or cut", () => {
    expect(redactText(`{"pass\\u0077ord":"${CANARY}"}`)).not.toContain(CANARY);
    expect(redactText(`{"pass\\u0077ord":"${CANARY}"`)).not.toContain(CANARY);
  });

  it("finds it in cut JSON inside a JSON string", () => {
    const text = JSON.stringify({ message: JSON.stringify({ client_secret: CANARY, b: 1 }), c: 2 });
    expect(redactText(text.slice(0, -2))).not.toContain(CANARY);
  });

  it.each([
    `Authorization: Bearer ${CANARY}`,
    `failed for https://x.example/cb?access_token=${CANARY}&b=1`,
    `grant_type=password&password=${CANARY}`,
    `the header was Basic ${CANARY}==`,
    `jwt eyJhbGciOiJSUzI1NiJ9.${CANARY}.${CANARY}`,
    `password: ${CANARY}`,
  ])("masks %s", (text) => expect(redactText(text)).not.toContain(CANARY));

  it("returns harmless text unchanged", () => {
    const text = JSON.stringify({ skills: [{ skillId: 1, skillName: "Sales" }] });
    expect(redactText(text)).toBe(text);
    expect(redactText("all is well: 3 of 3")).toBe("all is well: 3 of 3");
  });
});

describe("forms, paths, headers and values", () => {
  it("masks form values under percent-encoded keys", () => {
    expect(redactForm(`grant_type=password&username=id&pass%77ord=${CANARY}`)).toBe(
      `grant_type=password&username=id&pass%77ord=${MASK}`,
    );
  });

  it("masks query values and keeps the rest of the path", () => {
    expect(redactPath(`/a/b?token=${CANARY}&skip=50`)).toBe(`/a/b?token=${MASK}&skip=50`);
    expect(redactPath("/a/b")).toBe("/a/b");
  });

  it("keeps the scheme of an authorization header", () => {
    expect(redactHeaders({ Authorization: `Bearer ${CANARY}`, cookie: CANARY, accept: "*/*" })).toEqual({
      Authorization: `Bearer ${MASK}`,
      cookie: MASK,
      accept: "*/*",
    });
  });

  it("masks known values in every spelling", () => {
    const secret = 'a/b+c "d"é';
    const text = [
      secret,
      JSON.stringify({ odd: secret }),
      new URLSearchParams({ odd: secret }).toString(),
      encodeURIComponent(secret),
      Buffer.from(secret).toString("base64"),
    ].join("\n");
    const safe = redactValues(text, [secret]);
    expect(safe.match(/\[redacted\]/g)).toHaveLength(5);
  });
});

describe("hostile text", () => {
  it.each(["\\", '"', "a", '\\"', "eyJ", 'token"', "a=", " : ", "token ", "{[", '{"secret":['])(
    "of repeated %j is read in one pass, not in quadratic time",
    (piece) => {
      const text = `token ${piece.repeat(64_000 / piece.length)}`;
      expect(redactText(text).length).toBeGreaterThan(0);
    },
  );
});

it("the quick look never overlooks a sensitive key", () => {
  const word = fc.constantFrom(
    "passWord",
    "pass-code",
    "PWD",
    "Secret",
    "TOKEN",
    "api_key",
    "Access Key",
    "private.key",
  );
  const other = fc.constantFrom(
    "signingKey",
    "Authorization",
    "COOKIE",
    "credentials",
    "assertion",
    "Verifier",
    "jwt",
    "otp",
  );
  fc.assert(
    fc.property(fc.oneof(word, other), fc.string(), (key, text) => {
      expect(isSensitiveKey(key)).toBe(true);
      expect(redactText(JSON.stringify({ [key]: CANARY, text }))).not.toContain(CANARY);
    }),
  );
});
