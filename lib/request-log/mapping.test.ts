import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { toCurl } from "./mapping.ts";

const call = {
  method: "POST",
  host: "api-na1.niceincontact.com",
  path: "/incontactapi/services/v30.0/skills?name=it's",
  requestHeaders: {
    authorization: "Bearer [redacted]",
    "content-type": "application/json",
    "content-length": "20",
    host: "api-na1.niceincontact.com",
  },
  requestBody: `{"name":"O'Hara $(id) \`id\`"}`,
};

/** What a real shell hands to curl; divided by a character that no argument may hold. */
function argumentsOf(command: string): string[] {
  const script = `curl() { printf '%s\\000' "$@"; }\nTOKEN=mine\n${command}`;
  return execFileSync("/bin/sh", ["-c", script]).toString().split("\0").slice(0, -1);
}

test("a shell reads the command as the call that was made, with the secret as a variable", () => {
  expect(toCurl(call)).toContain(`-H 'authorization: Bearer '"$TOKEN"`);
  expect(toCurl(call).split("\n")[0]).toBe("# Set TOKEN first: the log holds no secrets.");
  expect(argumentsOf(toCurl(call))).toEqual([
    "-X",
    "POST",
    "https://api-na1.niceincontact.com/incontactapi/services/v30.0/skills?name=it's",
    "-H",
    "authorization: Bearer mine",
    "-H",
    "content-type: application/json",
    "--data-raw",
    `{"name":"O'Hara $(id) \`id\`"}`,
  ]);
});

test("a GET of the sandbox needs neither method nor body, and goes over http", () => {
  const command = toCurl({
    method: "GET",
    host: "localhost:4010",
    path: "/x",
    requestHeaders: {},
    requestBody: null,
  });
  expect(command).toBe("curl 'http://localhost:4010/x'");
});

test("says what is to be filled in when the body was masked or cut", () => {
  const requestBody = `{"client_secret":"[redacted]","text":"abc… [90000 in all]`;
  const remarks = toCurl({ ...call, requestHeaders: {}, requestBody })
    .split("\n")
    .filter((line) => line.startsWith("#"));
  expect(remarks).toEqual([
    "# Put the real values in the place of [redacted].",
    "# The body is cut: the log keeps its first 8 kB.",
  ]);
});

test("whatever stands in a call, a shell reads it back letter by letter and runs none of it", () => {
  // What arguments of a process can be: all characters but the zero byte, in well-formed text.
  const text = fc
    .oneof(
      fc.string({ unit: "binary" }),
      fc.string({
        unit: fc.constantFrom("'", '"', "\\", "$", "`", "\n", "!", "#", " ", ";", "&", "(", "%s", "a"),
      }),
    )
    .map((value) => value.toWellFormed().replaceAll("\0", ""));
  const name = fc.stringMatching(/^x-[a-z0-9-]{1,20}$/);
  const made = fc.record({
    path: text,
    requestHeaders: fc.dictionary(name, text, { maxKeys: 4 }),
    requestBody: fc.option(text),
  });
  fc.assert(
    // Many calls to a shell: starting one takes longer than all they hold.
    fc.property(fc.array(made, { minLength: 1, maxLength: 25 }), (calls) => {
      const commands = calls.map((one) =>
        toCurl({ ...one, method: "PUT", host: "vendor.example", path: `/${one.path}` }),
      );
      expect(argumentsOf(commands.join("\n"))).toEqual(
        calls.flatMap(({ path, requestHeaders, requestBody }) => [
          "-X",
          "PUT",
          `https://vendor.example/${path}`,
          ...Object.entries(requestHeaders).flatMap(([key, value]) => ["-H", `${key}: ${value}`]),
          ...(requestBody === null ? [] : ["--data-raw", requestBody]),
        ]),
      );
    }),
    { numRuns: 20 },
  );
});
