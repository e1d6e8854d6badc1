import { describe, expect, it } from "vitest";
import { readFault } from "./fault.ts";

const answer = (body: unknown, more: { statusText?: string; headers?: Record<string, string> } = {}) => ({
  status: 400,
  statusText: more.statusText ?? "Bad Request",
  headers: more.headers ?? {},
  text: typeof body === "string" ? body : JSON.stringify(body),
});

describe("readFault", () => {
  it.each([
    ["ACD", { error: "invalid_request", error_description: "skillName is required" }],
    ["ACD points of contact", { error: "invalid_request", error_Description: "skillName is required" }],
    ["token endpoint by the spec", { error: "invalid_request", errorDescription: "skillName is required" }],
    ["UserHub 400", { code: "invalid_request", details: "skillName is required", hostName: "h", errors: [] }],
    [
      "UserHub 401",
      { timestamp: "", status: 401, error: "invalid_request", message: "skillName is required", path: "/" },
    ],
  ])("reads the family %s", (_name, body) => {
    expect(readFault(answer(body))).toMatchObject({
      vendorCode: "invalid_request",
      message: "skillName is required",
    });
  });

  it("reads the digital family with its fields", () => {
    const body = {
      errors: [
        {
          field: "channelIntegrationId",
          message: "was not found",
          errorCode: "channel_integration_not_found",
        },
        { message: "and more" },
      ],
      uid: "u",
    };
    expect(readFault(answer(body))).toEqual({
      vendorCode: "channel_integration_not_found",
      message: "channelIntegrationId: was not found; and more",
      fields: { channelIntegrationId: "was not found" },
      isHtml: false,
    });
  });

  it("finds the message in the header or the reason phrase when the body is empty", () => {
    expect(readFault(answer("", { headers: { icstatusdescription: "Skill is in use" } })).message).toBe(
      "Skill is in use",
    );
    expect(readFault(answer("", { statusText: "Invalid Parameter" })).message).toBe("Invalid Parameter");
    expect(readFault(answer("")).message).toBe("");
  });

  it("knows a web page by type or by look and reads nothing out of it", () => {
    expect(readFault(answer("<!DOCTYPE html><title>Sign in</title>")).isHtml).toBe(true);
    expect(readFault(answer("x", { headers: { "content-type": "text/html" } })).isHtml).toBe(true);
  });

  it.each(["", "{", "[]", "null", "7", '"text"', '{"errors":[]}', '{"errors":"x"}', '{"error":{"a":1}}'])(
    "survives %j",
    (body) => expect(readFault(answer(body)).fields).toEqual({}),
  );
});
