import { beforeEach, describe, expect, test } from "vitest";
import { type Behaviour, json, reset } from "#lib/http/start-test-server.ts";
import { createCxoneV2Client } from "../../v2/client.ts";
import { failure, withTestV2 } from "../../v2/with-test-v2.ts";
import type { DialRequest, Outbound } from "../outbound.ts";
import { createV2Outbound } from "./v2-outbound.ts";

const scene = withTestV2();
const DIAL = "POST /api/journey/v1/outbound";
const ZERO = "00000000-0000-0000-0000-000000000000";
const request: DialRequest = {
  campaignId: "e50d7a16-6c2f-49b8-a3d7-000000000001",
  contactId: "3f2b8c1e-5d4a-4f6b-9a7c-0e1d2c3b4a59",
  phoneNumber: "+15551234567",
  agentId: "11ec9f00-2b7e-4a6d-9c3f-000000030107",
  data: { ticket: "4711" },
};
const CAMPAIGN = `GET /api/v2/voice/campaigns/${request.campaignId}`;
const USER = `GET /api/v2/users/${request.agentId}`;
const since = new Date("2026-11-21T10:00:00.000Z");
let outbound: Outbound;
beforeEach(() => {
  outbound = createV2Outbound(scene.client);
});

describe("a call that is started", () => {
  test("carries what seed 003 sends, and gives the id to look it up by (P-10)", async () => {
    scene.cxone.on(DIAL, json(202, { id: "o1", state: "DIALING" }));
    expect(await outbound.dial(request)).toEqual({
      result: "accepted",
      requestId: "o1",
      state: null,
      handle: { id: "o1" },
    });
    const { campaignId: outboundCampaignId, ...rest } = request;
    expect(JSON.parse(scene.cxone.requests.at(-1)?.body ?? "")).toEqual({ outboundCampaignId, ...rest });
  });

  test("is accepted without an id, too", async () => {
    scene.cxone.on(DIAL, json(202, {}));
    expect(await outbound.dial(request)).toEqual({ result: "accepted", requestId: null, state: null });
    scene.cxone.on(DIAL, json(202, { callId: "o2" }));
    expect(await outbound.dial(request)).toMatchObject({ requestId: "o2", handle: { id: "o2" } });
  });

  test.each<[string, Behaviour, object]>([
    ["400 (P-30)", json(400, { message: "contactId does not exist." }), { result: "refused" }],
    [
      "403: outbound:call (P-02)",
      json(403, { message: "The scope outbound:call is missing." }),
      {
        result: "refused",
        fix: expect.stringContaining("tick outbound:call"),
      },
    ],
    ["409: the agent is busy", json(409, { message: "not available" }), { result: "refused" }],
    ["429: never at once again (P-30)", json(429, {}, { "retry-after": "9" }), { result: "not_sent" }],
    [
      "500",
      json(500, {}, { "x-request-id": "r-9" }),
      {
        result: "unclear",
        fix: expect.stringContaining("r-9"),
      },
    ],
    ["a lost answer (P-32)", reset, { result: "unclear" }],
    ["202 that cannot be read", json(202, "<ok/>"), { result: "unclear" }],
  ])("was sent once after %s", async (_name, behaviour, expected) => {
    scene.cxone.on(DIAL, behaviour);
    expect(await outbound.dial(request)).toMatchObject(expected);
    expect(scene.cxone.count(DIAL)).toBe(1);
  });

  test("has 10 s (P-21)", async () => {
    const given: (number | undefined)[] = [];
    const client = createCxoneV2Client({
      baseUrl: scene.cxone.baseUrl,
      getAccessToken: async () => "t",
      send: async (call) => {
        given.push(call.timeoutMs);
        return scene.http.send(call);
      },
    });
    await createV2Outbound(client).dial(request);
    expect(new Set(given)).toEqual(new Set([10_000]));
  });

  test.each(["campaignId", "contactId", "agentId"] as const)(
    "is not started with one all-zero id, %s, though the others are real (P-31)",
    async (field) => {
      expect(await outbound.dial({ ...request, [field]: ZERO })).toMatchObject({ code: "placeholder" });
      expect(scene.cxone.requests).toEqual([]);
    },
  );
});

describe("how a call stands", () => {
  const BY_ID = "GET /api/journey/v1/outbound/o1";
  const LIST = "GET /api/journey/v1/outbound";
  const look = (handle: { id: string } | null) => outbound.readDial({ handle, request, since });

  test.each([
    ["DIALING", "dialling"],
    ["RINGING", "ringing"],
    ["NO_ANSWER", "no_answer"],
    ["no answer", "no_answer"],
    ["COMPLETED", "ended"],
  ])("%s is %s", async (state, expected) => {
    scene.cxone.on(BY_ID, json(200, { id: "o1", state }));
    expect(await look({ id: "o1" })).toMatchObject({ result: "read", state: expected, talkMs: null });
  });

  test("says how long they talked only where CXone says when it was answered", async () => {
    const [startedAt, answeredAt] = ["2026-11-21T10:00:00Z", "2026-11-21T10:00:20Z"];
    const call = {
      id: "o1",
      state: "ENDED",
      disposition: "Sale",
      startedAt,
      endedAt: "2026-11-21T10:01:20Z",
    };
    scene.cxone.on(BY_ID, json(200, call), json(200, { ...call, answeredAt }));
    expect(await look({ id: "o1" })).toMatchObject({ disposition: "Sale", talkMs: null });
    expect(await look({ id: "o1" })).toMatchObject({ talkMs: 60_000 });
  });

  test("without an id it is the latest to that number for that agent, or none", async () => {
    scene.cxone.on(
      LIST,
      json(200, [
        { id: "o1", state: "ENDED", startedAt: "2026-11-21T10:00:01Z" },
        { id: "o2", state: "RINGING", startedAt: "2026-11-21T10:00:09Z" },
      ]),
      json(200, []),
    );
    expect(await look(null)).toMatchObject({ state: "ringing", handle: { id: "o2" } });
    const { path = "" } = scene.cxone.requests.at(-1) ?? {};
    expect(Object.fromEntries(new URLSearchParams(path.split("?")[1]))).toEqual({
      agentId: request.agentId,
      phoneNumber: request.phoneNumber,
      since: since.toISOString(),
    });
    expect(await look(null)).toEqual({ result: "none" });
  });

  test("cannot be told where CXone has no such look-up; a strange word is a failure", async () => {
    expect((await look({ id: "o1" })).result).toBe("cannot_tell");
    expect((await look(null)).result).toBe("cannot_tell");
    scene.cxone.on(BY_ID, json(200, { id: "o1", state: "DANCING" }));
    expect(await look({ id: "o1" })).toMatchObject({ result: "failed", code: "unexpected_answer" });
  });
});

describe("before a call", () => {
  test.each([
    [{ personalConnection: true }, true],
    [{ personalConnection: false, apiInitiated: true }, true],
    [{ personalConnection: false, apiInitiated: false }, false],
    [{ type: "INBOUND" }, false],
    [{}, null],
  ])("a campaign that says %j allows it: %s (P-11)", async (says, personalConnection) => {
    scene.cxone.on(CAMPAIGN, json(200, { id: request.campaignId, name: "Leads", status: "ACTIVE", ...says }));
    expect(await outbound.readCampaign(request.campaignId, request.agentId)).toMatchObject({
      name: "Leads",
      active: true,
      personalConnection,
      agentAssigned: null,
    });
  });

  test("a campaign is unknown only when there is a list that it is not in (P-14)", async () => {
    expect(await outbound.readCampaign(request.campaignId, request.agentId)).toMatchObject({
      personalConnection: null,
    });
    scene.cxone.on("GET /api/v2/voice/campaigns", json(400, { message: "queueId is required." }));
    expect(await outbound.readCampaign(request.campaignId, request.agentId)).not.toBeNull();
    scene.cxone.on("GET /api/v2/voice/campaigns", json(200, [{ id: "other", status: "ACTIVE" }]));
    expect(await outbound.readCampaign(request.campaignId, request.agentId)).toBeNull();
  });

  test("a campaign that is known from the list alone is judged by it, in whatever letters (P-11)", async () => {
    const own = { id: request.campaignId.toUpperCase(), name: "Leads", apiInitiated: true };
    const listed = (status: string) =>
      scene.cxone.on(
        "GET /api/v2/voice/campaigns",
        json(200, [
          { id: "other", status: "x" },
          { ...own, status },
        ]),
      );
    for (const [status, active] of [
      ["active", true],
      ["PAUSED", false],
    ] as const) {
      listed(status);
      expect(await outbound.readCampaign(request.campaignId, request.agentId)).toMatchObject({
        name: "Leads",
        active,
        personalConnection: true,
      });
    }
  });

  test("an agent is of the campaign or not (P-14)", async () => {
    scene.cxone.on(CAMPAIGN, json(200, { id: request.campaignId, status: "ACTIVE" }));
    scene.cxone.on(`${CAMPAIGN}/agents`, json(200, [{ userId: "u9" }]));
    expect(await outbound.readCampaign(request.campaignId, request.agentId)).toMatchObject({
      agentAssigned: false,
    });
    scene.cxone.on(`${CAMPAIGN}/agents`, json(200, [{ userId: request.agentId.toUpperCase() }]));
    expect(await outbound.readCampaign(request.campaignId, request.agentId)).toMatchObject({
      agentAssigned: true,
    });
  });

  test.each<[string, Behaviour, boolean]>([
    ["an empty list", json(200, []), false],
    ["no content", (response) => void response.writeHead(204).end(), false],
    ["404", json(404, {}), false],
    ["nothing engaged", json(200, { engaged: false, interaction: null }), false],
    ["null", json(200, { interaction: null }), false],
    ["of no id", json(200, { id: null }), false],
    ["a list in a wrapper", json(200, { interactions: [{ type: "VOICE" }] }), true],
    ["a list of one", json(200, [{ id: "i1" }]), true],
    ["an interaction", json(200, { id: "i1", type: "VOICE" }), true],
    ["a word", json(200, { engaged: true }), true],
  ])("an interaction that is %s: engaged %s (P-20)", async (_name, behaviour, engaged) => {
    scene.cxone.on(`${USER}/presence`, json(200, { status: "Available" }));
    scene.cxone.on(`${USER}/interaction`, behaviour);
    expect(await outbound.readAgent(request.agentId)).toMatchObject({ active: true, ready: true, engaged });
  });

  test.each([
    ["Available", true],
    ["READY", true],
    ["UNAVAILABLE", false],
    ["Not Ready", false],
    ["ON_CALL", false],
    [null, false],
  ])("an agent with the presence %s: ready %s (P-20)", async (status, ready) => {
    scene.cxone.on(USER, json(200, { id: request.agentId, name: "Priya" }));
    if (status !== null) scene.cxone.on(`${USER}/presence`, json(200, { status }));
    expect(await outbound.readAgent(request.agentId)).toMatchObject({ name: "Priya", active: true, ready });
    scene.cxone.on(`${USER}/interaction`, json(500, {}));
    expect((await failure(outbound.readAgent(request.agentId))).code).toBe("server_error");
  });

  test("an agent who is away, switched off or unknown is told apart; what cannot be read stops the call", async () => {
    scene.cxone.on(USER, json(200, { id: request.agentId, name: "Priya", active: false }));
    scene.cxone.on(`${USER}/presence`, json(200, { status: "AWAY" }));
    expect(await outbound.readAgent(request.agentId)).toMatchObject({ active: false, ready: false });
    scene.cxone.on(`${USER}/interaction`, json(200, "engaged?"));
    expect((await failure(outbound.readAgent(request.agentId))).code).toBe("unexpected_answer");
    scene.cxone.on(USER, json(404, {}));
    scene.cxone.on(`${USER}/presence`, json(404, {}));
    expect(await outbound.readAgent(request.agentId)).toBeNull();
  });
});
