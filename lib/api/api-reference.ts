import "server-only";
import type { ApiDescription, Operation, Schema } from "./api-description.ts";
import { nounName } from "./nouns.ts";

export type FieldView = { name: string; required: boolean; place: "path" | "query" | "body"; rule: string };
export type OperationView = {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  /** Null: nobody has to sign in. */
  roles: string[] | null;
  limit: string | null;
  fields: FieldView[];
  curl: string;
};
export type NounView = { name: string; title: string; says: string; operations: number };
export type OperationHit = Pick<OperationView, "id" | "method" | "path" | "summary"> & { noun: string };

type Known = { method: string; path: string; operation: Operation };

const operationsOf = ({ paths }: ApiDescription): Known[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );

/** What the API is about, by title, each with how many operations it has. */
export function viewNouns(document: ApiDescription): NounView[] {
  const counts = Map.groupBy(operationsOf(document), ({ operation }) => operation.tags[0]);
  return document.tags.map(({ name: title, description: says }) => ({
    name: nounName(title),
    title,
    says,
    operations: counts.get(title)?.length ?? 0,
  }));
}

/** The operations of a noun by address, each with its fields and a call to copy; none where no noun has this name. */
export function viewOperations(document: ApiDescription, noun: string): OperationView[] {
  const address = document.servers[0]?.url ?? "";
  return operationsOf(document)
    .filter(({ operation }) => nounName(operation.tags[0]) === noun)
    .map(({ method, path, operation }) => viewOperation(address, method, path, operation))
    .sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0));
}

/** The operations whose method, address or summary have all words of a text, whatever their case. */
export function findOperations(document: ApiDescription, text: string): OperationHit[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return operationsOf(document)
    .map(({ method, path, operation: { operationId: id, summary, tags } }) => ({
      id,
      method,
      path,
      summary,
      noun: nounName(tags[0]),
    }))
    .filter(({ method, path, summary }) => {
      const all = `${method} ${path} ${summary}`.toLowerCase();
      return words.every((word) => all.includes(word));
    });
}

/** One operation for reading; `address` is where it is served. */
export function viewOperation(
  address: string,
  method: string,
  path: string,
  operation: Operation,
): OperationView {
  const body = operation.requestBody?.content["application/json"].schema;
  const limit = operation["x-rate-limit"];
  return {
    id: operation.operationId,
    method,
    path,
    summary: operation.summary,
    description: operation.description,
    roles: operation["x-roles"] ?? null,
    limit: limit ? `${limit.requests} in ${limit.seconds} s` : null,
    fields: [
      ...operation.parameters.map(({ name, in: place, required = false, schema }) => ({
        name,
        place,
        required,
        rule: ruleOf(schema),
      })),
      ...(body ? fieldsOf(body) : []),
    ],
    curl: curlOf(`${address}${path}`, method, operation.security.length === 0, body),
  };
}

/** Fields of a body, nested ones by path. Of alternatives, the fields of all, each with where it belongs. */
function fieldsOf(schema: Schema, prefix = ""): FieldView[] {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives && !schema.properties) return mergedFields(alternatives, prefix);
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]): FieldView[] => {
    const path = prefix ? `${prefix}.${name}` : name;
    if (inner.properties) return fieldsOf(inner, path);
    return [
      {
        name: path,
        place: "body",
        required: schema.required?.includes(name) ?? false,
        rule: ruleOf(inner),
      },
    ];
  });
}

/** What some alternatives do not have is said with the words that choose those that do: "kind engage". */
function mergedFields(alternatives: readonly Schema[], prefix: string): FieldView[] {
  const all = alternatives.flatMap((one) =>
    fieldsOf(one, prefix).map((field) => ({ field, choice: choiceOf(one) })),
  );
  const byName = Map.groupBy(all, ({ field }) => field.name);
  return [...byName.values()].flatMap((found): FieldView[] => {
    const [first] = found;
    if (!first) return [];
    const rule = [...new Set(found.map(({ field }) => field.rule))].join(" or ");
    const choices = found.flatMap(({ choice }) => choice);
    const everywhere = found.length === alternatives.length || choices.length === 0;
    return [
      {
        ...first.field,
        required: found.every(({ field }) => field.required),
        rule: everywhere ? rule : `${rule}; with ${choices.join(" or ")}`,
      },
    ];
  });
}

/** What makes an alternative the one that is meant: its fields that take one value alone. */
function choiceOf({ properties = {} }: Schema): string[] {
  return Object.entries(properties).flatMap(([name, inner]) =>
    inner.const === undefined ? [] : [`${name} ${inner.const}`],
  );
}

/** A schema in a few words: "text, 2 to 30 characters". */
function ruleOf(schema: Schema): string {
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum) return schema.enum.join(" | ");
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return alternatives.map(ruleOf).join(" or ");
  const type = Array.isArray(schema.type) ? schema.type.join(" or ") : schema.type;
  const fallback = schema.default === undefined ? "" : `, ${JSON.stringify(schema.default)} if left out`;
  if (type === "array") return `list of ${ruleOf(schema.items ?? {})}${fallback}`;
  const bounds =
    type === "string"
      ? range(schema.minLength, schema.maxLength, " characters")
      : range(schema.minimum, schema.maximum, "");
  return `${type === "string" ? "text" : (type ?? "any")}${bounds}${fallback}`;
}

function range(from: unknown, to: unknown, unit: string): string {
  const known = (bound: unknown) => typeof bound === "number" && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  if (known(from) && known(to)) return `, ${from} to ${to}${unit}`;
  if (known(from)) return `, at least ${from}${unit}`;
  return known(to) ? `, at most ${to}${unit}` : "";
}

function curlOf(url: string, method: string, isPublic: boolean, body: Schema | undefined): string {
  return [
    `curl${method === "GET" ? "" : ` -X ${method}`} '${url}'`,
    ...(isPublic ? [] : [`-H "authorization: Bearer $PATCHBAY_TOKEN"`]),
    ...(method === "GET" ? [] : ["-H 'content-type: application/json'"]),
    ...(body ? [`-d '${JSON.stringify(exampleOf(body))}'`] : []),
  ].join(" \\\n  ");
}

/** The shape of a body with names in the places of values. */
function exampleOf(schema: Schema): unknown {
  const first = (schema.anyOf ?? schema.oneOf)?.[0];
  if (first) return exampleOf(first);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.properties) {
    const needed = Object.entries(schema.properties).filter(([name]) => schema.required?.includes(name));
    return Object.fromEntries(needed.map(([name, inner]) => [name, exampleOf(inner)]));
  }
  if (schema.type === "array") return [];
  if (schema.type === "number" || schema.type === "integer") return schema.minimum ?? 0;
  return schema.type === "boolean" ? false : "…";
}
