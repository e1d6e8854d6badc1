import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { withConnectedSandbox } from "#lib/connections/scene.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { listAgents, listCampaigns } from "../contacts.ts";
import { createList } from "./create-list.ts";
import { listInput } from "./schema.ts";
import { startList } from "./start-list.ts";
import { stopList } from "./stop-list.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const ann = testCtx("admin");
const ZERO = "00000000-0000-0000-0000-000000000000";
const NOBODY = "3f2b8c1e-5d4a-4f6b-9a7c-0e1d2c3b4a59";
let connectionId = "";
let campaignId = "";
let tomasz = "";
let elif = "";

const row = (line: number, agent = "") => ({
  line,
  phoneNumber: `+4915112340${String(line).padStart(3, "0")}`,
  agent,
});
const create = (more: object) =>
  createList(ann, listInput.parse({ name: "Renewals", connectionId, campaignId, rows: [row(2)], ...more }));
const lists = () => db().outboundList.count();

beforeAll(async () => {
  connectionId = (await createConnection(ann, scene.v2Input("Voice"))).id;
  campaignId = (await listCampaigns(ann, connectionId, "Callbacks")).items[0]?.id ?? "";
  const { items } = await listAgents(ann, connectionId, "", null);
  const named = (name: string) => items.find((one) => one.name.startsWith(name))?.id ?? "";
  [tomasz, elif] = [named("Tomasz"), named("Elif")];
});
beforeEach(() => scene.control("switches", { v2Extras: true }));
afterEach(async () => {
  await db().due.deleteMany();
  await db().outboundCall.deleteMany();
  await db().outboundList.deleteMany();
});

describe("a list is not kept", () => {
  test.each<[string, () => object, string, RegExp]>([
    ["an all-zero campaign (P-31)", () => ({ campaignId: ZERO }), "campaignId", /all-zero/],
    ["an all-zero agent (P-31)", () => ({ agentId: ZERO }), "agentId", /all-zero/],
    [
      "a campaign that CXone does not list (P-11)",
      () => ({ campaignId: NOBODY }),
      "campaignId",
      /no such campaign/,
    ],
    [
      "an agent outside the campaign (P-14)",
      () => ({ agentId: elif }),
      "agentId",
      /not belong to the campaign/,
    ],
    ["no agent at all", () => ({}), "rows", /names no agent/],
  ])("with %s", async (_name, more, field, sentence) => {
    await expect(create(more())).rejects.toMatchObject({
      code: "bad_input",
      options: { fields: { [field]: expect.stringMatching(sentence) } },
    });
    expect(await lists()).toBe(0);
  });
});

describe("where CXone lists neither campaigns nor agents", () => {
  test("ids are taken as they are, and a row with a placeholder among them is told by its line (P-31)", async () => {
    await scene.control("switches", { v2Extras: false });
    const { rejectedRows, rows, campaign } = await create({
      rows: [row(2, tomasz), row(3, ZERO), row(4, "Tomasz")],
    });
    expect([rows, campaign.id]).toEqual([1, campaignId]);
    expect(rejectedRows.map(({ line, problems }) => [line, problems.join(" ")])).toEqual([
      [3, expect.stringContaining("all-zero placeholder")],
      [4, expect.stringContaining("no agent with the name or id Tomasz")],
    ]);
  });
});

describe("a list that is kept", () => {
  test("has rows that wait for their turn in the order of the file, for whom each of them names", async () => {
    const { id } = await create({ agentId: tomasz, rows: [row(7), row(3, "Priya Raman"), row(5)] });
    const kept = await db().outboundCall.findMany({ where: { listId: id }, orderBy: { at: "desc" } });
    expect(kept.map(({ rowNumber, phoneNumber, phase }) => [rowNumber, phoneNumber, phase])).toEqual([
      [3, row(3).phoneNumber, "waiting"],
      [5, row(5).phoneNumber, "waiting"],
      [7, row(7).phoneNumber, "waiting"],
    ]);
    expect(kept.map(({ agentId }) => agentId === tomasz)).toEqual([false, true, true]);
    expect(kept[0]?.state).toMatchObject({ ofList: true });
    expect(await db().due.count()).toBe(0);
  });

  test("is not started while its connection is paused, for another number of calls, or once it was stopped", async () => {
    const { id } = await create({ agentId: tomasz });
    const pause = (change: { pausedAt: Date | null; pausedBy: string | null }) =>
      db().connection.update({ where: { id: connectionId }, data: change });
    await pause({ pausedAt: new Date(), pausedBy: "Olga" });
    const refused = (title: string) => ({ code: "conflict", options: { title } });
    await expect(startList(ann, id, { confirmed: 1 })).rejects.toMatchObject(
      refused("The connection is paused"),
    );
    await pause({ pausedAt: null, pausedBy: null });
    await expect(startList(ann, id, { confirmed: 2 })).rejects.toMatchObject(
      refused("Another number of calls was confirmed"),
    );
    await startList(ann, id, { confirmed: 1 });
    expect(await db().due.count()).toBe(1);
    await stopList(ann, id);
    await expect(startList(ann, id, { confirmed: 1 })).rejects.toMatchObject(
      refused("The list has been stopped"),
    );
    expect(await db().due.count()).toBe(0);
  });
});
