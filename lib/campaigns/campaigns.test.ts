import { expect, test } from "vitest";
import { ctxAs, withConnectedSandbox } from "#lib/connections/scene.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { listSkills } from "#lib/skills/reads.ts";
import { skillQuery } from "#lib/skills/schema.ts";
import { changeCampaign, createCampaign, setCampaignActive } from "./change-campaign.ts";
import { campaignObject, getCampaign } from "./get-campaign.ts";
import { type CampaignDetail, campaignChange, campaignInput } from "./schema.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const [ann, bob] = [ctxAs("operator", "Ann"), ctxAs("admin", "Bob")];
const connection = () => scene.connectionId();
const change = ({ readAt, fields }: CampaignDetail, to: { name: string; description?: string }) =>
  campaignChange.parse({ campaign: to, loaded: { readAt, fields } });

test("a campaign is made, changed, switched off and on, and every deed is in the audit log", async () => {
  const made = await createCampaign(ann, connection(), campaignInput.parse({ name: "Autumn" }));
  const changed = await changeCampaign(
    ann,
    connection(),
    made.campaignId,
    change(made, { name: "Autumn", description: "Until December" }),
  );
  expect(changed).toMatchObject({ name: "Autumn", description: "Until December", active: true });
  expect(await setCampaignActive(ann, connection(), made.campaignId, false)).toMatchObject({ active: false });
  expect(await setCampaignActive(ann, connection(), made.campaignId, true)).toMatchObject({ active: true });
  const rows = await db().auditEntry.findMany({
    where: { object: campaignObject(connection(), made.campaignId) },
    orderBy: { seq: "asc" },
  });
  expect(rows.map(({ action }) => action)).toEqual([
    "campaign.created",
    "campaign.changed",
    "campaign.deactivated",
    "campaign.activated",
  ]);
});

test("the second of two people is told who changed what", async () => {
  const made = await createCampaign(ann, connection(), campaignInput.parse({ name: "Contended" }));
  await changeCampaign(
    ann,
    connection(),
    made.campaignId,
    change(made, { name: "Contended", description: "A" }),
  );
  await expect(
    changeCampaign(bob, connection(), made.campaignId, change(made, { name: "Contended", description: "B" })),
  ).rejects.toMatchObject({
    code: "conflict",
    options: { detail: expect.stringMatching(/Ann changed it.*description/) },
  });
  expect((await getCampaign(bob, connection(), made.campaignId)).description).toBe("A");
});

test("a taken name is refused at its field, and a lost answer makes no second one", async () => {
  await expect(
    createCampaign(ann, connection(), campaignInput.parse({ name: "customer care" })),
  ).rejects.toMatchObject({ code: "bad_input", options: { fields: { name: expect.any(String) } } });
  await scene.control("faults", {
    system: "cxone",
    method: "POST",
    pathPattern: "/campaigns$",
    times: 1,
    drop: "after",
  });
  const made = await createCampaign(ann, connection(), campaignInput.parse({ name: "Lost" }));
  expect(made.name).toBe("Lost");
});

test("the skills of a campaign are its own, although CXone's list cannot be asked for them", async () => {
  const { items, remarks } = await listSkills(ann, connection(), skillQuery.parse({ campaign: "310003" }));
  expect(items.length).toBeGreaterThan(0);
  expect(items.every(({ campaignId }) => campaignId === 310003)).toBe(true);
  expect(remarks.length).toBeLessThanOrEqual(1);
});

test.each([
  [{ name: "" }, "name"],
  [{ name: "a".repeat(101) }, "name"],
  [{ name: "ok", description: "a".repeat(501) }, "description"],
  [{ name: "ok", notes: "a".repeat(2_001) }, "notes"],
])("refused: %o", (input, field) => {
  expect(campaignInput.safeParse(input).error?.issues[0]?.path[0]).toBe(field);
});

test("at their bounds all are taken", () => {
  const longest = { name: "a".repeat(100), description: "a".repeat(500), notes: "a".repeat(2_000) };
  expect(campaignInput.safeParse(longest).success).toBe(true);
  expect(campaignInput.safeParse({ name: "a" }).success).toBe(true);
});
