import { expect, test, vi } from "vitest";
import { AppError } from "#lib/errors.ts";
import { explainVendorError } from "./explain-vendor-error.ts";

test("an error thrown by another bundle's copy of the egress is explained all the same", async () => {
  vi.resetModules();
  const { UpstreamError } = await import("#lib/http/upstream-error.ts");
  const thrown = new UpstreamError("status", "cxone.skills.get: 127.0.0.1 answered 500", {
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
