import { expect, test } from "vitest";
import { EngageError } from "#lib/engage/errors.ts";
import { AppError } from "#lib/errors.ts";
import { UpstreamError } from "#lib/http/upstream-error.ts";
import { explainVendorError } from "./explain-vendor-error.ts";

test("an error thrown by another bundle's copy of the egress is explained all the same", async () => {
  const copy = "#lib/http/upstream-error.ts?copy";
  const twice = (await import(copy)) as typeof import("#lib/http/upstream-error.ts");
  expect(twice.UpstreamError).not.toBe(UpstreamError);
  const thrown = new twice.UpstreamError("status", "cxone.skills.get: 127.0.0.1 answered 500", {
    operation: "cxone.skills.get",
    host: "127.0.0.1",
    method: "GET",
    path: "/",
    status: 500,
    attempts: 2,
    mayHaveHappened: true,
  });
  expect(explainVendorError(thrown)).toBeInstanceOf(AppError);
  expect(explainVendorError(thrown)).toMatchObject({ code: "upstream_failed" });
  expect(explainVendorError(new Error("ours"))).not.toBeInstanceOf(AppError);
});

test("what Engage refused or never answered is said of Engage, whoever threw it", async () => {
  const thrown = new UpstreamError("timeout", "engage.categories.list: no answer", {
    operation: "engage.categories.list",
    host: "acme.api.engagement.dimelo.com",
    method: "GET",
    path: "/1.0/categories",
    attempts: 1,
    mayHaveHappened: false,
  });
  expect(explainVendorError(thrown)).toMatchObject({
    code: "upstream_timeout",
    options: { title: expect.stringContaining("Engage") },
  });
  const refused = new EngageError("bad_token", "Engage answered 401.", {
    operation: "engage.categories.list",
  });
  const { options } = explainVendorError(refused) as AppError;
  expect(JSON.stringify(options)).not.toContain("CXone");
});
