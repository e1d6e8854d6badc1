import { beforeEach, expect, test } from "vitest";
import { json, reset } from "#lib/http/start-test-server.ts";
import { failure, withTestV2 } from "../../v2/with-test-v2.ts";
import type { Outbound } from "../outbound.ts";
import { createV2Outbound } from "./v2-outbound.ts";

const scene = withTestV2();
let outbound: Outbound;
beforeEach(() => {
  outbound = createV2Outbound(scene.client);
});

test("contacts are found, made once, and absent where there is no such list (P-12)", async () => {
  const contacts = "/api/journey/v1/contacts";
  expect(await outbound.findContacts({ search: "kim" })).toEqual([]);
  expect(scene.cxone.requests.at(-1)?.path).toBe(`${contacts}?search=kim`);
  expect(await outbound.getContact("k1")).toBeNull();
  scene.cxone.on(`GET ${contacts}/k1`, json(400, { message: "id must be a UUID." }));
  expect(await outbound.getContact("k1")).toBeNull();
  const kim = { name: "Kim", phoneNumber: "+15551234567" };
  scene.cxone.on(`POST ${contacts}`, json(201, { id: "k1" }), reset);
  expect(await outbound.createContact(kim)).toEqual({ id: "k1", ...kim });
  expect(await failure(outbound.createContact(kim))).toMatchObject({ mayHaveHappened: true });
  expect(scene.cxone.count(`POST ${contacts}`)).toBe(2);
});

test("a contact is not taken for who has a number when CXone gives others as well (P-12)", async () => {
  const [ida, kim] = [
    { id: "k1", name: "Ida", phoneNumber: "+15551230000" },
    { id: "k2", name: "Kim", phoneNumber: "1 (555) 123-4567" },
  ];
  scene.cxone.on("GET /api/journey/v1/contacts", json(200, [ida, kim]));
  expect(await outbound.findContacts({ phoneNumber: "+15551234567" })).toEqual([kim]);
  expect(scene.cxone.requests.at(-1)?.path).toMatch(/contacts\?phoneNumber=%2B15551234567$/);
  expect(await outbound.findContacts({ phoneNumber: "+15551239999" })).toEqual([]);
  expect(await outbound.findContacts({ search: "i" })).toEqual([ida, kim]);
});

test("pickers offer campaigns that may be dialled, and agents of the campaign", async () => {
  const campaign = (id: string, says: object) => ({ id, name: `Campaign ${id}`, status: "ACTIVE", ...says });
  scene.cxone.on(
    "GET /api/v2/voice/campaigns",
    json(200, [
      campaign("a", { apiInitiated: true }),
      campaign("b", { apiInitiated: false }),
      campaign("c", {}),
    ]),
  );
  expect((await outbound.listCampaigns("")).map(({ id }) => id)).toEqual(["a", "c"]);
  scene.cxone.on(
    "GET /api/v2/users",
    json(200, [
      { id: "u1", name: "Ada" },
      { id: "u2", name: "Bo" },
      { id: "u3", name: "Cy", active: false },
    ]),
  );
  scene.cxone.on("GET /api/v2/voice/campaigns/a/agents", json(200, [{ userId: "u2" }, { userId: "u3" }]));
  expect((await outbound.listAgents("", "a")).map(({ id }) => id)).toEqual(["u2"]);
  expect((await outbound.listAgents("", null)).map(({ id }) => id)).toEqual(["u1", "u2"]);
});
