import { describe, expect, it } from "vitest";
import { CxoneError, type CxoneErrorCode, type CxoneErrorDetails } from "../errors.ts";
import { failedReadingOf, writeAnswerOf } from "./write-answer.ts";

const now = new Date("2026-11-21T10:00:00.000Z");
const error = (code: CxoneErrorCode, details: Partial<CxoneErrorDetails> = {}) =>
  new CxoneError(code, "CXone said so.", { operation: "cxone.v2.transfer", ...details });

describe("a failed write", () => {
  it.each([
    ["429", error("rate_limited", { status: 429 }), "not_sent"],
    ["an open breaker", error("paused"), "not_sent"],
    ["no connection", error("unreachable"), "not_sent"],
    ["a name that nobody has", error("unknown_host"), "not_sent"],
    ["a 408: it was not taken", error("timeout", { status: 408 }), "not_sent"],
    ["a time-out after it was sent", error("timeout", { mayHaveHappened: true }), "unclear"],
    ["an answer that was dropped", error("unreachable", { mayHaveHappened: true }), "unclear"],
    ["500", error("server_error", { status: 500, mayHaveHappened: true }), "unclear"],
    ["500 of which nothing else is known", error("server_error", { status: 500 }), "unclear"],
    ["503 with a long wait", error("rate_limited", { status: 503, mayHaveHappened: true }), "unclear"],
    ["202 with a body that is not JSON", error("unexpected_answer", { status: 202 }), "unclear"],
    ["200 with a web page", error("html_answer", { status: 200 }), "unclear"],
    ["409, already in transfer", error("conflict", { status: 409 }), "unclear"],
    ["400", error("rejected", { status: 400 }), "refused"],
    ["401 twice", error("unauthorized", { status: 401 }), "refused"],
    ["403", error("forbidden", { status: 403 }), "refused"],
    ["404", error("not_found", { status: 404 }), "refused"],
    ["an address that may not be called", error("address_not_allowed"), "refused"],
  ] as const)("after %s", (_name, failure, result) => {
    expect(writeAnswerOf(failure, { now })).toMatchObject({ result, code: failure.code });
  });

  it("was surely not sent when the sign-in before it got lost", () => {
    const operation = "cxone.token.client-credentials";
    expect(writeAnswerOf(error("timeout", { operation, mayHaveHappened: true }), { now }).result).toBe(
      "not_sent",
    );
    const lost = error("server_error", { operation, status: 500, mayHaveHappened: true });
    expect(writeAnswerOf(lost, { now }).result).toBe("not_sent");
    expect(writeAnswerOf(error("wrong_client", { operation, status: 401 }), { now }).result).toBe("refused");
  });

  it("says how long to wait, never less than nothing", () => {
    const limited = (retryAt: Date) =>
      writeAnswerOf(error("rate_limited", { status: 429, retryAt }), { now });
    expect(limited(new Date(now.getTime() + 7_000))).toMatchObject({ retryAfterMs: 7_000 });
    expect(limited(new Date(now.getTime() - 7_000))).toMatchObject({ retryAfterMs: 0 });
    expect(writeAnswerOf(error("rate_limited", { status: 429 }), { now })).toMatchObject({
      retryAfterMs: null,
    });
  });

  it("carries the row of the request log, a sentence and a fix", () => {
    const answer = writeAnswerOf(error("rejected", { status: 400, requestLogId: "row-1" }), { now });
    expect(answer).toMatchObject({ requestLogId: "row-1", status: 400 });
    expect(answer.message).toContain("CXone said so.");
    expect(answer.fix).toMatch(/^\S.*\.$/);
  });

  it("is no cover for a defect of ours", () => {
    expect(() => writeAnswerOf(new TypeError("undefined is not a function"), { now })).toThrow(TypeError);
  });
});

it("a look that failed says when to look again", () => {
  const retryAt = new Date(now.getTime() + 3_000);
  expect(failedReadingOf(error("rate_limited", { status: 429, retryAt }), now)).toMatchObject({
    result: "failed",
    code: "rate_limited",
    retryAfterMs: 3_000,
  });
});
