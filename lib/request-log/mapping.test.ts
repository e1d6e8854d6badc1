import { execFileSync } from "node:child_process";
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

test("a shell reads the command as the call that was made, with the secret as a variable", () => {
  const script = `curl() { printf '%s\\n' "$@"; }\nAUTHORIZATION=mine\n${toCurl(call)}`;
  expect(execFileSync("/bin/sh", ["-c", script]).toString().split("\n").slice(0, -1)).toEqual([
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
