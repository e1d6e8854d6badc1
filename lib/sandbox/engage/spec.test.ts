import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { received, type TestEngage, testEngage } from "./test-engage.ts";

/** The vendor's own description lies beside the repository where it was handed over, and nowhere else. */
const file = path.resolve(import.meta.dirname, "../../../../shared/specs/engage-digital_openapi3.yaml");

type Schema = {
  $ref?: string;
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  enum?: unknown[];
};
type Description = { components: { schemas: Record<string, Schema> } };

/** Fields that captures of real tenants show and the description does not have. */
const observed = new Set(["last_content_at", "user_reply_in_average_count", "updated_at"]);

/** Where a value is not as described: one line each. Null is allowed everywhere, as the vendor's examples have it. */
function differences(all: Description, schema: Schema, value: unknown, at: string): string[] {
  const name = schema.$ref?.split("/").at(-1);
  if (name) return differences(all, all.components.schemas[name] ?? {}, value, at);
  // The vendor leaves the type of most objects out.
  const type = schema.type ?? (schema.properties ? "object" : undefined);
  if (value === null || type === undefined) return [];
  if (type === "array")
    return Array.isArray(value)
      ? value.flatMap((one, index) => differences(all, schema.items ?? {}, one, `${at}[${index}]`))
      : [`${at} is no array`];
  if (type === "object") {
    if (typeof value !== "object" || Array.isArray(value)) return [`${at} is no object`];
    const known = schema.properties;
    if (!known) return [];
    return Object.entries(value).flatMap(([key, inner]) => {
      const described = known[key];
      if (described) return differences(all, described, inner, `${at}.${key}`);
      return observed.has(key) ? [] : [`${at}.${key} is not described`];
    });
  }
  const kind = type === "integer" ? "number" : type;
  if (typeof value !== kind) return [`${at} is ${typeof value}, not ${kind}`];
  return schema.enum && !schema.enum.includes(value) ? [`${at} is none of ${schema.enum.join(", ")}`] : [];
}

const lists: [address: string, schema: string][] = [
  ["/categories", "Category"],
  ["/communities", "Community"],
  ["/content_sources", "Source"],
  ["/content_threads", "Thread"],
  ["/contents", "Content"],
  ["/interventions", "Intervention"],
  ["/users", "User"],
  ["/roles", "Role"],
  ["/teams", "Team"],
  ["/identities", "Identity"],
  ["/folders", "Folder"],
  ["/webhooks", "Webhook"],
  ["/channels", "Channel"],
  ["/tasks", "Task"],
  ["/custom_fields", "CustomField"],
  ["/events", "Event"],
];

/** A domain in which every list holds something. */
async function everything(): Promise<TestEngage> {
  const engage = await testEngage();
  await engage.rest("PUT", "/settings?push_enabled=true");
  const { content } = await received(engage);
  await engage.rest("POST", `/interventions?content_id=${content.id}`);
  await engage.rest("POST", "/webhooks?url=https://a.example/&registered_events[]=task.created");
  return engage;
}

test("every list answers in the envelope, its rows as the vendor describes them where the description is at hand", async () => {
  const engage = await everything();
  const description = existsSync(file) ? (parse(readFileSync(file, "utf8")) as Description) : null;
  for (const [address, schema] of lists) {
    const { body, status } = await engage.rest("GET", address);
    const { count, offset, limit, records } = body as Record<string, unknown> & { records: object[] };
    expect({ status, count, offset, limit }, address).toEqual({
      status: 200,
      count: records.length,
      offset: 0,
      limit: 30,
    });
    expect(records.length, address).toBeGreaterThan(0);
    for (const row of records) {
      expect(row, address).toHaveProperty("id", expect.stringMatching(/^[0-9a-f]{24}$/));
      if (description)
        expect(differences(description, { $ref: `#/${schema}` }, row, schema), address).toEqual([]);
    }
  }
});

test("the check finds what is not described and what has another type", () => {
  const described: Description = {
    components: {
      schemas: {
        A: {
          properties: { id: { type: "string" }, ids: { type: "array", items: { type: "string" } } },
        },
      },
    },
  };
  expect(differences(described, { $ref: "#/A" }, { id: 1, ids: [2], other: true }, "A")).toEqual([
    "A.id is number, not string",
    "A.ids[0] is number, not string",
    "A.other is not described",
  ]);
  expect(differences(described, { $ref: "#/A" }, { id: "1", ids: null }, "A")).toEqual([]);
});
