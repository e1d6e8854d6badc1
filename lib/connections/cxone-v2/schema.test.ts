import { expect, test } from "vitest";
import { cxoneV2InputSchema, cxoneV2ReauthoriseSchema, cxoneV2SettingsSchema } from "./schema.ts";

const settings = (change: object) => cxoneV2SettingsSchema.safeParse({ clientId: "c", ...change });

test.each([
  [{ environment: "us-02" }, { baseUrl: "https://us-02.nicecv.com", clientId: "c" }],
  [
    { baseUrl: "us-02", tokenUrl: "" },
    { baseUrl: "https://us-02.nicecv.com", clientId: "c" },
  ],
  [
    { baseUrl: "https://api-us-2.cxone.com/", environment: "", tokenUrl: "https://id.example/t/" },
    { baseUrl: "https://api-us-2.cxone.com", tokenUrl: "https://id.example/t", clientId: "c" },
  ],
])("%j is kept as an address (T-02, P-03)", (typed, kept) => {
  expect(settings(typed).data).toEqual(kept);
  // What is kept is read again each time a connection is loaded.
  expect(cxoneV2SettingsSchema.parse(kept)).toEqual(kept);
});

test.each([
  [{}, ["baseUrl"]],
  [{ environment: "us 02" }, ["baseUrl"]],
  [{ baseUrl: "us-02", tokenUrl: "id.example" }, ["tokenUrl"]],
  [{ baseUrl: "us-02", clientId: " " }, ["clientId"]],
  [{ baseUrl: "", clientId: "", tokenUrl: "" }, ["baseUrl", "clientId"]],
])("%j is refused at each of its fields at once (P-03)", (typed, fields) => {
  expect(
    settings(typed)
      .error?.issues.map(({ path }) => path.join("."))
      .sort(),
  ).toEqual(fields);
});

test("an empty secret means keep, and none is needed to read the form", () => {
  const form = { kind: "cxone-v2", name: "Voice", settings: { baseUrl: "us-02", clientId: "c" } };
  const parsed = cxoneV2InputSchema.parse({ ...form, secrets: { clientSecret: " " } });
  expect(parsed.secrets).toEqual({ clientSecret: undefined });
});

test.each([{}, { secrets: { clientSecret: " " } }])(
  "to be entered again with %j takes a secret (P-03)",
  (given) => {
    const { issues = [] } = cxoneV2ReauthoriseSchema.safeParse({ kind: "cxone-v2", ...given }).error ?? {};
    expect(issues.map(({ path }) => path)).toEqual([["secrets.clientSecret"]]);
  },
);
