import { expect, test } from "vitest";
import { AppError, toProblem } from "./errors.ts";

const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:5432"), { code: "ECONNREFUSED" });

test("a database that is gone is said, a vendor that is gone is not taken for it", () => {
  expect(toProblem(new Error("query failed", { cause: refused }), "req_1")).toMatchObject({ status: 503 });
  const upstream = Object.assign(new Error("cxone.skills.list: refused", { cause: refused }), {
    name: "CxoneError",
  });
  expect(toProblem(upstream, "req_1")).toMatchObject({ status: 500 });
});

test("an expected error keeps its sentences, an unexpected one tells nothing", () => {
  const known = new AppError("name_taken", { detail: "There is one.", fields: { name: "Choose another." } });
  expect(toProblem(known, "req_2")).toEqual({
    type: "https://patchbay.dev/problems/name-taken",
    title: "The name is taken",
    status: 409,
    detail: "There is one.",
    fix: "Choose another name.",
    requestId: "req_2",
    fields: { name: "Choose another." },
  });
  expect(JSON.stringify(toProblem(new Error("password=hunter2"), "req_3"))).not.toContain("hunter2");
});
