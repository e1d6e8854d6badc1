import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { withConnectedSandbox } from "#lib/connections/scene.ts";
import type { AgentFacts, CampaignFacts } from "#lib/cxone/outbound/outbound.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createContact, listAgents, listCampaigns } from "./contacts.ts";
import { agentChecks, assignedCheck, campaignCheck, preflight } from "./preflight.ts";
import type { CallInput, Preflight } from "./schema.ts";
import { newCall } from "./state.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const ann = testCtx("admin");
const NUMBER = "+4930901820";
let right: CallInput & { contactId: string };

type Named = { id: string; name: string };
const idOf = (items: readonly Named[], name: string) =>
  items.find((item) => item.name.startsWith(name))?.id ?? expect.fail(`Nothing is called ${name}`);
const available = (agentId: string) => scene.control("voice/agent", { agentId, state: "Available" });
const stateOf = ({ checks }: Preflight, id: string) => checks.find((one) => one.id === id)?.state;
const failedIn = ({ checks }: Preflight) =>
  checks.filter(({ state }) => state === "failed").map(({ id }) => id);

beforeAll(async () => {
  const { id: connectionId } = await createConnection(ann, scene.v2Input("Voice"));
  const campaignId = idOf((await listCampaigns(ann, connectionId, "")).items, "Callbacks");
  const { items } = await listAgents(ann, connectionId, "", campaignId);
  const { contact } = await createContact(ann, { connectionId, name: "Hanna", phoneNumber: NUMBER });
  const agentId = idOf(items, "Tomasz");
  right = { connectionId, campaignId, contactId: contact.id, phoneNumber: NUMBER, agentId, data: {} };
});
beforeEach(() => available(right.agentId));

const campaign: CampaignFacts = {
  id: "c1",
  name: "Callbacks",
  active: true,
  personalConnection: true,
  agentAssigned: true,
};
const agent: AgentFacts = {
  id: "u1",
  name: "Priya",
  active: true,
  presence: "Available",
  ready: true,
  engaged: false,
};

describe("each fact that stops a call", () => {
  test.each([
    ["is not there", null, "failed", /knows no such campaign/],
    ["is not active", { active: false }, "failed", /not active/],
    ["does not allow it", { personalConnection: false }, "failed", /does not allow Personal Connection/],
    ["does not say whether it allows it", { personalConnection: null }, "unknown", /does not say/],
    ["allows it", {}, "passed", /allows it/],
  ] as const)("a campaign that %s (P-11)", (_name, facts, state, message) => {
    const checked = campaignCheck(facts && { ...campaign, ...facts });
    expect(checked).toMatchObject({ id: "campaign", state, message: expect.stringMatching(message) });
    if (state === "failed") expect(checked.fix).toBeTruthy();
  });

  test.each([
    [{ agentAssigned: false }, "failed"],
    [{ agentAssigned: null }, "unknown"],
    [{ agentAssigned: true }, "passed"],
  ] as const)("an agent and a campaign with %j (P-14)", (facts, state) => {
    expect(assignedCheck({ ...campaign, ...facts }, agent).state).toBe(state);
  });

  test.each([
    [{}, []],
    [{ active: false }, ["active"]],
    [{ ready: false, presence: "Away" }, ["presence"]],
    [{ engaged: true }, ["engaged"]],
    [{ active: false, ready: false, engaged: true }, ["active", "presence", "engaged"]],
  ] as const)("an agent with %j (P-20)", (facts, wanted) => {
    const checks = agentChecks({ ...agent, ...facts });
    expect(checks.map(({ id }) => id)).toEqual(["active", "presence", "engaged"]);
    expect(checks.filter(({ state }) => state === "failed").map(({ id }) => id)).toEqual(wanted);
  });

  test("an agent whom nobody knows", () => {
    expect(agentChecks(null)).toMatchObject([{ id: "active", state: "failed", fix: expect.any(String) }]);
  });
});

describe("a look before a call", () => {
  test("fails for an agent outside the campaign, and for a campaign that has ended (P-11, P-14)", async () => {
    const { items } = await listAgents(ann, right.connectionId, "", null);
    const agentId = idOf(items, "Elif");
    await available(agentId);
    const looked = await preflight(ann, { ...right, agentId });
    expect([looked.ok, failedIn(looked)]).toEqual([false, ["assigned"]]);
    await scene.control("voice/campaign", { campaignId: "Callbacks", active: false });
    expect(failedIn(await preflight(ann, right))).toEqual(["campaign"]);
    await scene.control("voice/campaign", { campaignId: "Callbacks", active: true });
    expect(failedIn(await preflight(ann, right))).toEqual([]);
  });

  test("is refused without a contact where calls need one (P-12)", async () => {
    const { contactId: _, ...without } = right;
    await expect(preflight(ann, without)).rejects.toMatchObject({
      code: "bad_input",
      options: { fields: { contactId: "Choose or create a contact." } },
    });
  });

  test("warns of another's contact and of a number that no plan knows, and leaves the call to be placed", async () => {
    const looked = await preflight(ann, { ...right, phoneNumber: "+493010" });
    expect([stateOf(looked, "contact"), stateOf(looked, "number"), looked.ok]).toEqual([
      "unknown",
      "unknown",
      true,
    ]);
    expect(looked.number).toMatchObject({ country: "Germany", known: false });
    const known = await preflight(ann, right);
    expect(known.number).toEqual({ formatted: "+49 30 901820", country: "Germany", known: true });
  });

  test("names the latest call of the last day to this number through this connection", async () => {
    const made = async (id: string, hoursAgo: number, more: object = {}) => {
      const { data, ...rest } = right;
      await db().outboundCall.create({
        data: {
          id,
          ...rest,
          at: new Date(Date.now() - hoursAgo * 3_600_000),
          campaignName: "Callbacks",
          agentName: "Tomasz",
          data: {},
          state: newCall(),
          phase: "done",
          outcome: "busy",
          endedAt: new Date(),
          timeline: [],
          actor: {},
          actorName: "Ann",
          requestId: "req_1",
          ...more,
        },
      });
      return (await preflight(ann, right)).before?.id;
    };
    expect(await made("dial_old", 25)).toBeUndefined();
    expect(await made("dial_other", 1, { phoneNumber: "+4930901821" })).toBeUndefined();
    expect(await made("dial_elsewhere", 1, { connectionId: scene.connectionId() })).toBeUndefined();
    expect(await made("dial_first", 20)).toBe("dial_first");
    expect(await made("dial_second", 2)).toBe("dial_second");
    expect(await made("dial_third", 3)).toBe("dial_second");
  });

  test("is for those who place calls", async () => {
    await expect(preflight(testCtx("auditor"), right)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("in the dialect of the public API", () => {
  const call = async () => {
    const connectionId = scene.connectionId();
    const campaignId = idOf((await listCampaigns(ann, connectionId, "")).items, "Callbacks_PC");
    const agentId = idOf((await listAgents(ann, connectionId, "", campaignId)).items, "Tomasz");
    return { connectionId, campaignId, agentId, phoneNumber: NUMBER, data: {} };
  };

  test("there is no contact to check, and an id of zeros stops the call too (P-31)", async () => {
    const asked = await call();
    const looked = await preflight(ann, asked);
    expect(looked.checks.map(({ id }) => id)).toEqual([
      "number",
      "campaign",
      "assigned",
      "active",
      "presence",
      "engaged",
    ]);
    expect(looked.ok).toBe(true);
    for (const field of ["campaignId", "agentId"])
      await expect(preflight(ann, { ...asked, [field]: "0" })).rejects.toMatchObject({
        code: "bad_input",
        options: { fields: { [field]: expect.any(String) } },
      });
  });

  test("no contact can be made, and it is said why (P-12)", async () => {
    const { connectionId } = await call();
    await expect(createContact(ann, { connectionId, name: "A", phoneNumber: NUMBER })).rejects.toMatchObject({
      code: "bad_request",
      options: { title: "No contact is needed" },
    });
  });
});
