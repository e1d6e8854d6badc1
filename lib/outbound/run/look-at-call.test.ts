import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { outboundFor } from "#lib/connections/outbound-for.ts";
import { withConnectedSandbox } from "#lib/connections/scene.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { AppError } from "#lib/errors.ts";
import type { DueItem } from "#lib/jobs/due-table.ts";
import { findContacts, listAgents, listCampaigns } from "../contacts.ts";
import { placeCall } from "../place-call.ts";
import { type PlaceInput, placeInput } from "../schema.ts";
import { type DialerParts, lookAtCall } from "./look-at-call.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const ann = testCtx("admin");
const NUMBER = "+4930901820";
let right: PlaceInput;

const told = async <Answer>(what: string) =>
  (await (await fetch(`${scene.sandbox().baseUrl}/control/${what}`)).json()) as Answer;
type Dial = { method: string; path: string; body: object };
const dials = async () =>
  (await told<{ requests: Dial[] }>("requests?system=cxoneV2")).requests.filter(
    ({ method, path }) => method === "POST" && path.endsWith("/journey/v1/outbound"),
  );
const rowOf = (id: string) => db().outboundCall.findUniqueOrThrow({ where: { id } });
const phaseOf = async (id: string) => (await rowOf(id)).phase;
const textOf = async (id: string) => JSON.stringify((await rowOf(id)).timeline);

/** Takes the call out of the hands of whoever has it, as a process does whose turn has come. */
async function take(id: string, more: Partial<DueItem> = {}): Promise<DueItem> {
  const { rows } = await pool().query(
    `UPDATE due SET fence = fence + 1, lease_until = now() + interval '30 s'
     WHERE queue = 'outbound' AND id = $1 RETURNING fence`,
    [id],
  );
  const fence = Number(rows[0]?.fence);
  return { id, fence, waitedMs: () => 0, resumed: false, heldMs: () => 30_000, ...more };
}
const look = async (item: DueItem, parts: Partial<DialerParts> = {}) =>
  lookAtCall({ outboundFor, now: () => new Date(), ...parts }, item, await rowOf(item.id));
const placed = async () => (await placeCall(ann, right)).call.id;

beforeAll(async () => {
  const { id: connectionId } = await createConnection(ann, scene.v2Input("Voice"));
  const { items } = await listCampaigns(ann, connectionId, "Callbacks");
  const campaignId = items[0]?.id ?? "";
  const agents = await listAgents(ann, connectionId, "", campaignId);
  const [contact] = (await findContacts(ann, connectionId, { phoneNumber: NUMBER })).items;
  right = placeInput.parse({
    connectionId,
    campaignId,
    contactId: contact?.id,
    phoneNumber: NUMBER,
    agentId: agents.items[0]?.id,
    data: { ticket: "4711" },
    confirmed: true,
  });
});
beforeEach(async () => {
  await scene.control("reset");
  await scene.control("switches", { outboundCourse: "manual" });
  await scene.control("voice/agent", { agentId: right.agentId, state: "Available" });
});
afterEach(async () => {
  await db().due.deleteMany();
  await db().outboundCall.deleteMany();
});

test("what goes out is what was confirmed, and the id that CXone gave it is kept (P-10, P-15)", async () => {
  const id = await placed();
  expect(await look(await take(id))).toEqual({ afterMs: 1_000 });
  const { connectionId: _, campaignId: outboundCampaignId, confirmed: __, ...rest } = right;
  expect((await dials()).map(({ body }) => body)).toEqual([{ outboundCampaignId, ...rest }]);
  const { calls } = await told<{ calls: { callId: string; direction: string }[] }>("voice");
  const { callId } = calls.find(({ direction }) => direction === "outbound") ?? {};
  expect(await rowOf(id)).toMatchObject({ phase: "following", vendorRequestId: callId, data: right.data });
});

describe("who has lost a call, or is about to, does not dial it (P-32)", () => {
  test("with less of the lease left than a call takes, it is looked up by the next look instead", async () => {
    const id = await placed();
    expect(await look(await take(id, { heldMs: () => 11_999 }))).toEqual({ afterMs: 0 });
    expect(await phaseOf(id)).toBe("sending");
    await look(await take(id, { resumed: true }));
    expect([await phaseOf(id), await dials()]).toEqual(["unknown", []]);
    expect(await textOf(id)).toContain("Patchbay stopped while the call was on its way.");
  });

  test("taken over before it goes out, it stays as it is for whoever has it", async () => {
    const id = await placed();
    const item = await take(id);
    await take(id);
    expect(await look(item)).toEqual({ afterMs: 0 });
    expect([await phaseOf(id), await dials()]).toEqual(["placing", []]);
  });

  test.each([
    ["taken", {}],
    ["refused", { status: 403, body: { message: "The scope outbound:call is missing." } }],
  ])("taken over while it goes out and is %s, it is looked up by whoever has it", async (_name, answer) => {
    if ("status" in answer)
      await scene.control("faults", { system: "cxoneV2", pathPattern: "/outbound$", times: 1, ...answer });
    const id = await placed();
    let next: DueItem | undefined;
    const at = async (moment: string) => {
      if (moment === "after-write") next = await take(id, { resumed: true });
    };
    expect(await look(await take(id), { at })).toEqual({ afterMs: 0 });
    expect(await rowOf(id)).toMatchObject({ phase: "sending", outcome: null, vendorRequestId: null });
    await look(next ?? expect.fail("nobody took it over"));
    expect(await phaseOf(id)).toBe("status" in answer ? "unknown" : "following");
    expect(await dials()).toHaveLength(1);
  });

  test("taken over while it is followed, its end is written by whoever has it, once", async () => {
    const id = await placed();
    await look(await take(id));
    await scene.control("voice/outbound", { callId: (await rowOf(id)).vendorRequestId, result: "busy" });
    const item = await take(id);
    const next = await take(id);
    expect(await look(item)).toEqual({ afterMs: 0 });
    expect(await rowOf(id)).toMatchObject({ phase: "following", endedAt: null });
    expect(await look(next)).toBe("done");
    const ends = await db().auditEntry.findMany({ where: { object: `outbound:${id}` } });
    const { vendorRequestId } = await rowOf(id);
    expect(ends.filter(({ action }) => action === "outbound.busy")).toMatchObject([
      { after: { reason: "The number was busy.", vendorRequestId } },
    ]);
  });
});

describe("a fault of our own", () => {
  test("after the call went out leaves it to be looked up, and it is found", async () => {
    const id = await placed();
    const real = await outboundFor(right.connectionId);
    const broken: DialerParts["outboundFor"] = async () => ({
      ...real,
      dial: async (request) => {
        await real.dial(request);
        throw new TypeError("Cannot read properties of undefined");
      },
    });
    await look(await take(id), { outboundFor: broken });
    expect(await phaseOf(id)).toBe("following");
    expect(await textOf(id)).toMatch(/unclear.*The call was placed: CXone shows it/);
    expect(await dials()).toHaveLength(1);
  });

  test("before anything is sent only puts it off, and one while it is followed ends nothing", async () => {
    const id = await placed();
    const closed: DialerParts["outboundFor"] = async () => {
      throw new AppError("conflict", { title: "The connection has no credentials", fix: "Enter them." });
    };
    expect(await look(await take(id), { outboundFor: closed })).toEqual({ afterMs: 5_000 });
    expect([await phaseOf(id), await dials()]).toEqual(["placing", []]);
    expect(await textOf(id)).toContain("Not placed yet: The connection has no credentials");
    await look(await take(id));
    expect(await phaseOf(id)).toBe("following");
    expect(await look(await take(id), { outboundFor: closed })).toEqual({ afterMs: 2_000 });
    expect([await phaseOf(id), (await dials()).length]).toEqual(["following", 1]);
  });
});
