import { describe, expect, test } from "vitest";
import { ProblemError } from "#lib/api/fetch-json.ts";
import { applyProblem } from "./apply-problem.ts";
import { listErrors } from "./list-errors.ts";

const names = new Set(["name", "credentials.clientId"]);
const problem = (fields?: Record<string, string>) =>
  new ProblemError({
    title: "Some fields need attention",
    status: 422,
    fix: "Correct them.",
    requestId: "r-1",
    fields,
  });

function apply(error: unknown) {
  const shown: Record<string, string> = {};
  const rest = applyProblem(error, names, (name, { message }) => {
    shown[name] = message ?? "";
  });
  return { shown, rest };
}

describe("what the server refused", () => {
  test("stands at its fields alone when all of them are on the page", () => {
    const { shown, rest } = apply(
      problem({ name: "The name is taken", "credentials.clientId": "Unknown client" }),
    );
    expect(shown).toEqual({ name: "The name is taken", "credentials.clientId": "Unknown client" });
    expect(rest).toBeNull();
  });

  test("is not swallowed when it is about a field that is not on the page", () => {
    const { rest } = apply(problem({ name: "The name is taken", region: "No such region" }));
    expect(rest).toMatchObject({ detail: "region: No such region", requestId: "r-1" });
  });

  test("is shown whole when it is about no field", () => {
    expect(apply(problem()).rest).toMatchObject({
      title: "Some fields need attention",
      fix: "Correct them.",
    });
  });

  test("gets words of ours when it is not a problem document", () => {
    expect(apply(new TypeError("x is undefined")).rest?.title).toBe("Something failed in this page");
  });
});

test("errors of nested fields are listed under their whole names", () => {
  const errors = {
    name: { type: "server", message: "Enter a name" },
    credentials: { clientId: { type: "server", message: "Enter the client id" } },
    root: { type: "server", message: "not a field" },
  };
  expect(listErrors(errors)).toEqual([
    { name: "name", message: "Enter a name" },
    { name: "credentials.clientId", message: "Enter the client id" },
  ]);
});
