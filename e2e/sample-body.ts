/** As much of JSON Schema as the API's own description uses. */
export type Schema = {
  $ref?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  type?: string | string[];
  format?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  minimum?: number;
  minLength?: number;
};

const TEXTS: Record<string, string> = {
  date: "2027-03-31",
  "date-time": "2026-11-21T10:00:00Z",
  email: "nobody@example.com",
  uri: "https://example.com",
};

/** The least that a schema takes: what it requires, each as small as may be. */
export function sampleOf(schema: Schema | undefined): unknown {
  if (!schema) return {};
  if ("const" in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choice) return sampleOf(choice[0]);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object":
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, sampleOf(schema.properties?.[name])]),
      );
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items));
    case "integer":
    case "number":
      return Math.max(1, schema.minimum ?? 1);
    case "boolean":
      return false;
    case "string":
      return TEXTS[schema.format ?? ""] ?? "Sample".padEnd(schema.minLength ?? 0, "-");
    default:
      return {};
  }
}
