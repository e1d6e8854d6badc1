import path from "node:path";
import { expect, test } from "vitest";
import type { ApiDescription } from "./api-description.ts";
import { viewOperation } from "./api-reference.ts";
import { readDeclaredRoutes } from "./declared-routes.ts";
import { openApiDocument } from "./openapi.ts";

test("of a body that is one of several kinds, each field says with which it belongs and when it is needed", async () => {
  const routes = await readDeclaredRoutes(path.resolve(import.meta.dirname, "../.."));
  const { paths } = openApiDocument(routes, "1.0.0") as unknown as ApiDescription;
  const create = paths["/api/connections"]?.post;
  const { fields = [] } = create ? viewOperation("https://patchbay.example", "POST", "/", create) : {};
  const field = (name: string) => fields.find((one) => one.name === name);
  expect(field("kind")).toMatchObject({ rule: "cxone or cxone-v2 or engage", required: false });
  expect(field("name")?.rule).not.toContain("with kind");
  expect(field("settings.issuer")).toMatchObject({ required: true });
  expect(field("settings.issuer")?.rule).toMatch(/; with kind cxone$/);
  expect(field("settings.uiBaseUrl")?.rule).toMatch(/; with kind engage$/);
});
