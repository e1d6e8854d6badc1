import { beforeAll, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { listEmailChannels } from "./channels/reads.ts";
import { channelSettings } from "./channels/schema.ts";
import { listDomains } from "./domains/reads.ts";
import { CONNECTION, withCxoneRow } from "./domains/scene.ts";
import { domainQuery } from "./domains/schema.ts";
import { listRequests } from "./requests/reads.ts";
import { requestQuery } from "./requests/schema.ts";
import { listSignatures } from "./signatures/reads.ts";
import { createTemplate } from "./templates/create-template.ts";
import { listTemplates } from "./templates/reads.ts";

withTestDatabase();
withCxoneRow();
const otto = testCtx("operator");
const now = new Date("2026-11-23T09:00:00Z");

beforeAll(async () => {
  const row = { connectionId: CONNECTION, name: "Sales" };
  await db().emailDomain.create({
    data: { ...row, id: "dom_1", name: "example.com", records: [], state: "draft" },
  });
  await db().emailChannel.create({ data: { ...row, id: "eml_1", settings: channelSettings.parse({}) } });
  await db().emailTemplate.create({ data: { ...row, id: "tpl_1", html: "<p>", sample: {} } });
  await db().emailSignature.create({
    data: { ...row, id: "sig_1", plain: "Kind regards", html: "", fields: {} },
  });
  await db().repRequest.create({
    data: {
      id: "rep_1",
      connectionId: CONNECTION,
      subject: "email-channel:eml_1",
      kind: "enable_email",
      state: "not_sent",
      text: "Sales",
      updatedBy: "Otto",
      createdAt: now,
      updatedAt: now,
    },
  });
});

const lists: [string, (search: string) => Promise<{ items: unknown[] }>, string][] = [
  ["domains", (q) => listDomains(otto, domainQuery.parse({ q })), "EXAMPLE"],
  ["channels", (search) => listEmailChannels(otto, { search }), "sales"],
  ["templates", (search) => listTemplates(otto, { search }), "sales"],
  ["signatures", (search) => listSignatures(otto, { search }), "sales"],
  ["requests", (q) => listRequests(otto, requestQuery.parse({ q })), "sales"],
];

test.each(lists)("a search in %s takes % and _ for themselves", async (_noun, list, known) => {
  expect((await list(known)).items).toHaveLength(1);
  for (const search of ["%", "_", "s%s", "ex_mple", "\\"]) expect((await list(search)).items).toEqual([]);
});

test("a name with _ is not taken because another one has a letter in its place", async () => {
  const template = await createTemplate(otto, {
    connectionId: CONNECTION,
    name: "S_les",
    html: "<p>Hello</p>",
    sample: {},
    note: "",
  });
  expect(template.name).toBe("S_les");
});
