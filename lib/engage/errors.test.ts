import { describe, expect, it } from "vitest";
import * as z from "zod";
import { HttpResponse } from "#lib/http/response.ts";
import { UpstreamError, type UpstreamErrorKind } from "#lib/http/upstream-error.ts";
import { parseAnswer } from "./answer.ts";
import { ENGAGE_ERRORS } from "./error-dictionary.ts";
import { EngageError, errorOfAnswer, errorOfUpstream } from "./errors.ts";
import { explainEngageError, rightFor } from "./explain-engage-error.ts";

const UI_HOST = "acme.engagement.dimelo.com";
const PAGE = "<!DOCTYPE html><title>Engage Digital</title>";

const answer = (status: number, body: string): HttpResponse =>
  new HttpResponse(status, "", { "content-type": "text/html" }, Buffer.from(body), "log-1");

const upstream = (
  kind: UpstreamErrorKind,
  message: string,
  status?: number,
  host = "x.example",
): UpstreamError =>
  new UpstreamError(kind, message, {
    operation: "engage.settings.get",
    host,
    method: "GET",
    path: "/1.0/settings",
    attempts: 1,
    mayHaveHappened: false,
    ...(status === undefined ? {} : { status }),
  });

describe("the host of pages in the place of the API's", () => {
  it("is named whatever it answers, with the right one", () => {
    const errors = [
      errorOfAnswer("engage.settings.get", answer(404, PAGE), UI_HOST),
      errorOfAnswer("engage.settings.get", answer(404, '{"error":"not_found"}'), UI_HOST),
      errorOfUpstream("engage.settings.get", upstream("status", "answered with a redirect", 302, UI_HOST)),
    ];
    for (const error of errors) {
      expect(error).toMatchObject({ code: "wrong_host", host: UI_HOST });
      expect(explainEngageError(error)?.fix).toContain("Use acme.api.engagement.dimelo.com");
    }
    expect(() => parseAnswer("engage.settings.get", answer(200, PAGE), z.object({}), UI_HOST)).toThrow(
      expect.objectContaining({ code: "wrong_host" }),
    );
  });

  it("is no reproach to realtime, which lives there", () => {
    const realtime = errorOfAnswer(
      "engage.realtime.users.create",
      answer(422, "x"),
      UI_HOST,
      () => "bad_message",
    );
    expect(realtime.code).toBe("bad_message");
  });
});

describe("failures before an answer", () => {
  it.each([
    ["connect", "getaddrinfo ENOTFOUND x.example", "unknown_host"],
    ["connect", "ECONNREFUSED", "unreachable"],
    ["blocked", "private", "address_not_allowed"],
    ["breaker-open", "not sent", "paused"],
    ["timeout", "no answer", "timeout"],
    ["too-large", "too large", "unexpected_answer"],
  ] as const)("%s: %s", (kind, message, code) => {
    expect(errorOfUpstream("engage.settings.get", upstream(kind, message))).toMatchObject({ code });
  });

  it("leave a defect of ours what it is", () => {
    const defect = new TypeError("x is undefined");
    expect(errorOfUpstream("engage.settings.get", defect)).toBe(defect);
    expect(explainEngageError(defect)).toBeNull();
  });
});

describe("the dictionary", () => {
  it("says for every code what happened, why and what to do, without a gap", () => {
    for (const code of Object.keys(ENGAGE_ERRORS) as (keyof typeof ENGAGE_ERRORS)[]) {
      const error = new EngageError(code, "Engage answered 400.", { operation: "engage.folders.create" });
      const explained = explainEngageError(error);
      expect(explained?.title, code).toMatch(/^[A-Z].*[^.!]$/);
      for (const text of [explained?.detail, explained?.fix]) {
        expect(text, code).toMatch(/^\S.*\.$/);
        expect(text, code).not.toMatch(/[{}]/);
      }
    }
  });

  it("knows the right of each operation, and of nothing else", () => {
    expect(rightFor("engage.folders.create")).toBe("manage_folders");
    expect(rightFor("users.sources-permissions.set")).toBe("update_user");
    expect(rightFor("engage.settings.get")).toBeNull();
    expect(rightFor("toString")).toBeNull();
    const error = new EngageError("forbidden", "", { operation: "engage.settings.get" });
    expect(explainEngageError(error)?.fix).toContain("the right that the message names");
  });
});
