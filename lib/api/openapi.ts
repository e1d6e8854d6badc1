import "server-only";
import * as z from "zod";
import type { DeclaredRoute } from "./declared-routes.ts";
import { nounOf } from "./nouns.ts";
import { ROUTE_ROLES } from "./route-roles.ts";

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 description of routes, made from what `defineRoute` was told. `servers` is added when it is served. */
export function openApiDocument(routes: readonly DeclaredRoute[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] ??= {};
    Object.assign(paths[route.path] ?? {}, { [route.method.toLowerCase()]: operationOf(route) });
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Patchbay",
      version,
      summary: "What the console does, for scripts",
      description:
        "The console's own pages use these routes. Send an API token as `Authorization: Bearer …`; its role decides what it may do. Times are ISO 8601 in UTC. Lists give `items` with `older` and `newer`, the cursors of the neighbouring pages. Errors are problem documents (RFC 9457) with a `fix`.",
      license: { name: "Proprietary", identifier: "LicenseRef-Proprietary" },
    },
    tags: tagsOf(routes),
    paths,
    components: {
      securitySchemes: {
        apiToken: { type: "http", scheme: "bearer", description: "Made under Settings > API tokens." },
      },
      schemas: { Problem: PROBLEM },
      responses: {
        Problem: {
          description: "What went wrong, what to do about it, and the request id to quote.",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
    },
  };
}

const PROBLEM = {
  type: "object",
  required: ["type", "title", "status", "fix", "requestId"],
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    fix: { type: "string", description: "What to do next." },
    requestId: { type: "string" },
    href: { type: "string", description: "Page of what stands in the way." },
    fields: {
      type: "object",
      description: "Field path → what is wrong with it.",
      additionalProperties: { type: "string" },
    },
  },
};

/** The nouns of routes, by title. */
function tagsOf(routes: readonly DeclaredRoute[]): Json[] {
  const nouns = [...new Set(routes.map(({ path }) => nounOf(path)))];
  return nouns
    .map(({ title, says }) => ({ name: title, description: says }))
    .sort((one, other) => one.name.localeCompare(other.name, "en"));
}

function operationOf(route: DeclaredRoute): Json {
  const { method, path, declaration } = route;
  const { summary, params, query, body, audit, limit, access } = declaration;
  const isPublic = access === "public";
  return {
    operationId: operationId(method, path),
    summary,
    tags: [nounOf(path).title],
    description:
      "none" in audit
        ? `Not written to the audit log: ${audit.none}.`
        : `Written to the audit log as ${audit.writes.map((action) => `\`${action}\``).join(", ")}.`,
    security: isPublic ? [] : [{ apiToken: [] }],
    ...(isPublic ? {} : { "x-roles": ROUTE_ROLES[rowOf(method, path)] }),
    ...(limit ? { "x-rate-limit": { requests: limit.points, seconds: limit.durationSeconds } } : {}),
    parameters: [...parametersOf("path", path, params), ...parametersOf("query", path, query)],
    ...(body
      ? { requestBody: { required: true, content: { "application/json": { schema: schemaOf(body) } } } }
      : {}),
    responses: {
      ...SUCCESS[method],
      ...problems(["400", ...(isPublic ? [] : ["401", "403"]), ...(params ? ["404"] : [])]),
      ...problems([...(body ? ["413", "415", "422"] : []), ...(limit ? ["429"] : [])]),
    },
  };
}

/** The name of a route in the table of roles: `GET /api/connections/[id]`. */
const rowOf = (method: string, path: string) => `${method} ${path.replaceAll(/\{([^}]+)\}/g, "[$1]")}`;

const answer = (description: string) => ({
  description,
  content: { "application/json": { schema: {} } },
});

/** Which of them it is depends on the deed: created, accepted for later, or done without anything to say. */
const SUCCESS: Record<DeclaredRoute["method"], Json> = {
  GET: { "200": answer("What was asked for.") },
  POST: {
    "200": answer("Done; the new state."),
    "201": answer("Made; what was made."),
    "202": answer("Accepted; the work goes on by itself."),
  },
  PUT: { "200": answer("Done; the new state.") },
  PATCH: { "200": answer("Done; the new state.") },
  DELETE: { "200": answer("Done; the new state."), "204": { description: "Gone." } },
};

const problems = (statuses: readonly string[]) =>
  Object.fromEntries(statuses.map((status) => [status, { $ref: "#/components/responses/Problem" }]));

/** `POST /api/connections/{id}/check` → `postConnectionsByIdCheck` */
function operationId(method: string, path: string): string {
  const words = path
    .split("/")
    .slice(2)
    .map((part) => part.replace(/^\{\W*(\w+)\}$/, "by-$1"))
    .flatMap((part) => part.split(/\W+/))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return method.toLowerCase() + words.join("");
}

function parametersOf(place: "path" | "query", path: string, schema: z.ZodType | undefined): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties)
    .filter(([name]) => place === "query" || path.includes(`{${name}}`))
    .map(([name, { description, ...parameter }]) => ({
      name,
      in: place,
      ...(place === "path" || required.includes(name) ? { required: true } : {}),
      ...(typeof description === "string" ? { description } : {}),
      schema: parameter,
    }));
}

/** What callers send: inputs, before transforms. Rules that JSON Schema cannot say are checked all the same. */
function schemaOf(schema: z.ZodType): Json {
  const { $schema: _, ...described } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const { type } = zodSchema._zod.def;
      // A kind that may be left out does not keep the choices apart for who reads the description, only for us.
      if (zodSchema instanceof z.ZodDiscriminatedUnion && isKindOptional(zodSchema)) {
        jsonSchema.anyOf = jsonSchema.oneOf;
        delete jsonSchema.oneOf;
      }
      // A coerced number may come as text, as everything in an address does; it is a number that is meant.
      if (type === "number" || type === "boolean") jsonSchema.type ??= type;
    },
  });
  return described;
}

/** True where one of the choices is meant when nothing is said. */
const isKindOptional = ({ def }: z.ZodDiscriminatedUnion): boolean =>
  def.options.some((option) => option._zod.propValues?.[def.discriminator]?.has(undefined));
