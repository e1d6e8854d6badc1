import path from "node:path";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { expect, test } from "vitest";
import { readDeclaredRoutes } from "./declared-routes.ts";
import { openApiDocument } from "./openapi.ts";

const root = path.resolve(import.meta.dirname, "../..");
const routes = await readDeclaredRoutes(root);
const document = openApiDocument(routes, "1.0.0");

test("the description of the API is valid by the linter's recommended rules", async () => {
  const config = await createConfig({
    extends: ["recommended"],
    rules: {
      // `/handovers/runs/{runId}` stands beside `/handovers/{id}/runs`; handover ids are 24 hex digits, never "runs".
      "no-ambiguous-paths": "off",
      // The address is added when it is served.
      "no-empty-servers": "off",
    },
  });
  const problems = await lintFromString({ source: JSON.stringify(document), config });
  expect(
    problems.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer}: ${message}`),
  ).toEqual([]);
});

test("every route is in it, with its parameters, its body and what goes to the audit log", () => {
  expect(routes.length).toBeGreaterThan(30);
  const paths = document.paths as Record<string, Record<string, Record<string, unknown>>>;
  for (const { method, path: address } of routes)
    expect(paths[address]?.[method.toLowerCase()]).toBeDefined();
  expect(paths["/api/connections/{id}/check"]?.post).toMatchObject({
    operationId: "postConnectionsByIdCheck",
    parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
    description: "Written to the audit log as `connection.checked`.",
    "x-roles": ["admin", "operator"],
    "x-rate-limit": { requests: 60, seconds: 60 },
  });
  expect(paths["/api/health"]?.get).toMatchObject({ security: [] });
  const create = paths["/api/users"]?.post as { requestBody: unknown };
  expect(JSON.stringify(create.requestBody)).toContain('"email"');
});
