import path from "node:path";
import { expect, test } from "vitest";
import type { ApiDescription } from "./api-description.ts";
import { findOperations, viewNouns, viewOperation, viewOperations } from "./api-reference.ts";
import { readDeclaredRoutes } from "./declared-routes.ts";
import { openApiDocument } from "./openapi.ts";

const routes = await readDeclaredRoutes(path.resolve(import.meta.dirname, "../.."));
const description = {
  ...openApiDocument(routes, "1.0.0"),
  servers: [{ url: "https://patchbay.example" }],
} as unknown as ApiDescription;

test("every operation is on the page of one noun, whose name fits an address and whose count is right", () => {
  const nouns = viewNouns(description);
  const shown = nouns.flatMap(({ name, operations }) => {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    const found = viewOperations(description, name);
    expect(found.length, name).toBe(operations);
    return found.map(({ id }) => id);
  });
  expect(new Set(nouns.map(({ name }) => name)).size).toBe(nouns.length);
  expect(new Set(shown).size).toBe(routes.length);
  expect(shown.length).toBe(routes.length);
});

test("what is under a tenant is with its own noun, not with all that a connection has", () => {
  const pathsOf = (noun: string) => viewOperations(description, noun).map(({ path: address }) => address);
  expect(pathsOf("skills")).toContain("/api/connections/{id}/skills/{skillId}");
  expect(pathsOf("agents")).toContain("/api/connections/{id}/teams");
  expect(pathsOf("connections")).not.toContain("/api/connections/{id}/skills");
  expect(pathsOf("connections").slice(0, 2)).toEqual(["/api/connections", "/api/connections"]);
  expect(pathsOf("session")).toContain("/api/sessions/{id}");
  expect(pathsOf("nothing")).toEqual([]);
});

test("a search finds by words of method, address and summary in any order and case, and says where", () => {
  const found = findOperations(description, " Forgets CONNECTION  delete ");
  expect(found).toContainEqual(
    expect.objectContaining({ id: "deleteConnectionsById", noun: "connections", method: "DELETE" }),
  );
  expect(found.every(({ method }) => method === "DELETE")).toBe(true);
  expect(findOperations(description, "no such words anywhere")).toEqual([]);
});

test("of a body that is one of several kinds, each field says with which it belongs and when it is needed", () => {
  const create = description.paths["/api/connections"]?.post;
  const { fields = [] } = create ? viewOperation("https://patchbay.example", "POST", "/", create) : {};
  const field = (name: string) => fields.find((one) => one.name === name);
  expect(field("kind")).toMatchObject({ rule: "cxone or cxone-v2 or engage", required: false });
  expect(field("name")?.rule).not.toContain("with kind");
  expect(field("settings.issuer")).toMatchObject({ required: true });
  expect(field("settings.issuer")?.rule).toMatch(/; with kind cxone$/);
  expect(field("settings.uiBaseUrl")?.rule).toMatch(/; with kind engage$/);
});
