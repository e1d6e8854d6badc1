// Bad input of the T rows, as it comes over the API: refused at its field, in a sentence, and nothing is written.
import { beforeAll, describe, expect, test } from "vitest";
import * as routes from "#app/api/transfer-policies/route.ts";
import { systemCtx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createToken } from "#lib/people/create-token.ts";
import { bodyTo, policyTo, withVoiceConnections } from "./scene.ts";

withTestDatabase();
const connections = withVoiceConnections();
let token = "";
beforeAll(async () => {
  ({ token } = await createToken(systemCtx("test"), { name: "Script", role: "operator", expiresInDays: 1 }));
});

async function post(body: unknown) {
  const request = new Request("http://localhost:3000/api/transfer-policies", {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  const answer = await routes.POST(request, { params: Promise.resolve({}) });
  const { fields } = (await answer.json()) as { fields?: Record<string, string> };
  return { status: answer.status, fields: fields ?? {} };
}

const withRoute = (route: object) => {
  const body = bodyTo("4711");
  return {
    ...policyTo(connections.acd(), "Bad"),
    body: { ...body, routes: [{ ...body.routes[0], ...route }] },
  };
};
const UUID = "3f2b8c1e-5d4a-4f6b-9a7c-0e1d2c3b4a59";

describe("a target whose fields do not fit", () => {
  test.each<[string, object, string, RegExp]>([
    ["T-14 priority 0", { priority: 0 }, "priority", /1 \(lowest\) to 5/],
    ["T-14 priority 6", { priority: 6 }, "priority", /1 \(lowest\) to 5/],
    ["T-14 priority 2.5", { priority: 2.5 }, "priority", /whole number/],
    ["T-14 priority empty", { priority: "" }, "priority", /whole number/],
    ["T-14 priority in words", { priority: "high" }, "priority", /whole number/],
    ["T-10 a type there is not", { transferType: "WARM" }, "transferType", /BLIND or CONSULT/],
    ["T-11 a target there is not", { targetType: "IVR" }, "targetType", /QUEUE, SKILL/],
    ["T-12 no target", { targetId: "" }, "targetId", /Choose where/],
    ["T-12 a UUID where ids are numbers", { targetId: UUID }, "targetId", /whole number/],
    ["T-12 a name instead of an id", { targetId: "Sales DE" }, "targetId", /whole number/],
    [
      "T-12 an extension of letters",
      { targetType: "EXTENSION", targetId: "VM" },
      "targetId",
      /1 to 10 digits/,
    ],
    [
      "T-12 a number for an extension",
      { targetType: "EXTENSION", targetId: "+4930123456" },
      "targetId",
      /digits/,
    ],
    ["T-12 an extension for a number", { targetType: "NUMBER", targetId: "999" }, "targetId", /plus sign/],
    ["T-13 a malformed skill", { skillId: "{12}" }, "skillId", /whole number/],
    [
      "T-13 a skill at an extension",
      { targetType: "EXTENSION", targetId: "9", skillId: "5" },
      "skillId",
      /queue/,
    ],
    ["T-15 without a plus sign", { callbackNumber: "15551234567" }, "callbackNumber", /plus sign/],
    ["T-15 with a trunk zero", { callbackNumber: "+0123" }, "callbackNumber", /begins with 0/],
    ["T-15 with blanks", { callbackNumber: "+1 555 123" }, "callbackNumber", /blanks/],
    ["T-15 with 16 digits", { callbackNumber: "+1234567890123456" }, "callbackNumber", /16 digits/],
    ["an unknown field", { fallback: true }, "", /fallback/],
    [
      "hours that end before they begin",
      { hours: { timeZone: "Europe/Berlin", open: [{ days: [1], from: "17:00", to: "09:00" }] } },
      "hours.open.0.to",
      /after the beginning/,
    ],
    [
      "a time zone there is not",
      { hours: { timeZone: "Mars/Base", open: [{ days: [1], from: "09:00", to: "17:00" }] } },
      "hours.timeZone",
      /time zone/,
    ],
  ])("%s", async (_name, route, field, sentence) => {
    const { status, fields } = await post(withRoute(route));
    expect(status).toBe(422);
    const path = field ? `body.routes.0.${field}` : "body.routes.0";
    expect(Object.keys(fields)).toEqual([path]);
    expect(fields[path]).toMatch(sentence);
    expect(await db().transferPolicy.count()).toBe(0);
  });
});

describe("a policy that is none", () => {
  const sound = () => policyTo(connections.acd(), "Bad");
  test.each<[string, () => object, string, RegExp]>([
    ["no name", () => ({ ...sound(), name: "  " }), "name", /Enter a name/],
    ["no connection", () => ({ ...sound(), connectionId: "" }), "connectionId", /Choose a connection/],
    [
      "no target",
      () => ({ ...sound(), body: { ...bodyTo("1"), routes: [] } }),
      "body.routes",
      /at least one/,
    ],
    [
      "21 targets",
      () => ({ ...sound(), body: { ...bodyTo("1"), routes: Array(21).fill(bodyTo("1").routes[0]) } }),
      "body.routes",
      /at most 20/,
    ],
    [
      "an agent as voicemail",
      () => ({ ...sound(), body: { ...bodyTo("1"), voicemail: { targetType: "AGENT", targetId: "7" } } }),
      "body.voicemail.targetType",
      /extension/,
    ],
    [
      "a look every 0 s",
      () => ({ ...sound(), body: { ...bodyTo("1"), watch: { pollSeconds: 0 } } }),
      "body.watch.pollSeconds",
      /1 to 60/,
    ],
  ])("%s", async (_name, input, field, sentence) => {
    const { status, fields } = await post(input());
    expect(status).toBe(422);
    expect(fields[field]).toMatch(sentence);
    expect(await db().transferPolicy.count()).toBe(0);
  });
});

test("T-12 the seed's own voicemail, extension 999, is taken", async () => {
  expect(await post(policyTo(connections.acd(), "Sound"))).toMatchObject({ status: 201 });
});
