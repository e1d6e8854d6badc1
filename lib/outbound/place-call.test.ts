import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { withConnectedSandbox } from "#lib/connections/scene.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createContact, findContacts, listAgents, listCampaigns } from "./contacts.ts";
import { createList } from "./lists/create-list.ts";
import { listInput } from "./lists/schema.ts";
import { placeCall } from "./place-call.ts";
import { type CallInput, placeInput } from "./schema.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const ann = testCtx("admin", { id: "usr_ann", name: "Ann" });
const sue = testCtx("supervisor", { id: "usr_sue", name: "Sue" });
const NUMBER = "+4915112340001";
const OTHER = "+4915112340002";
let right: CallInput;
let tomasz = "";

const place = (more: Partial<CallInput> = {}, key?: string, ctx = ann) =>
  placeCall(ctx, placeInput.parse({ ...right, ...more, confirmed: true }), { idempotencyKey: key ?? null });
const contactWith = async (phoneNumber: string) =>
  createContact(ann, { connectionId: right.connectionId, name: `Customer of ${phoneNumber}`, phoneNumber });

beforeAll(async () => {
  const { id: connectionId } = await createConnection(ann, scene.v2Input("Voice"));
  const [campaign] = (await listCampaigns(ann, connectionId, "Callbacks")).items;
  const agents = (await listAgents(ann, connectionId, "", campaign?.id ?? "")).items;
  const named = (name: string) => agents.find((one) => one.name.startsWith(name))?.id ?? "";
  tomasz = named("Tomasz");
  right = {
    connectionId,
    campaignId: campaign?.id ?? "",
    phoneNumber: NUMBER,
    agentId: named("Priya"),
    data: {},
  };
  right = { ...right, contactId: (await contactWith(NUMBER)).contact.id };
  for (const agentId of [right.agentId, tomasz])
    await scene.control("voice/agent", { agentId, state: "Available" });
});
afterEach(async () => {
  await db().due.deleteMany();
  await db().outboundCall.deleteMany();
  await db().outboundList.deleteMany();
  await db().outboundKey.deleteMany();
});

describe("a call that is open", () => {
  test("keeps its number and its agent from a second one, and says by whom and where", async () => {
    // A row that waits for its turn is in nobody's way, and is not meant.
    const rows = [{ line: 2, phoneNumber: NUMBER, agent: tomasz }];
    const { connectionId, campaignId } = right;
    await createList(sue, listInput.parse({ name: "Renewals", connectionId, campaignId, rows }));
    const { call } = await place();
    const refused = (title: RegExp, field: string) => ({
      code: "conflict",
      options: {
        title: expect.stringMatching(title),
        detail: expect.stringContaining("Ann placed that call with Priya"),
        fields: { [field]: expect.any(String) },
        href: `/outbound/${call.id}`,
      },
    });
    await expect(place({ agentId: tomasz })).rejects.toMatchObject(refused(/^This number/, "phoneNumber"));
    const contactId = (await contactWith(OTHER)).contact.id;
    await expect(place({ phoneNumber: OTHER, contactId }, undefined, sue)).rejects.toMatchObject(
      refused(/^This agent/, "agentId"),
    );
    expect(await db().outboundCall.count({ where: { listId: null } })).toBe(1);
  });

  test("is not given to somebody else who came upon the same Idempotency-Key", async () => {
    const { call } = await place({}, "key-1");
    await expect(place({}, "key-1", sue)).rejects.toMatchObject({ code: "conflict" });
    const contactId = (await contactWith(OTHER)).contact.id;
    const of = { phoneNumber: OTHER, contactId, agentId: tomasz };
    const second = await place(of, "key-1", sue);
    expect([second.replayed, second.call.id === call.id]).toEqual([false, false]);
    expect(await place(of, "key-1", sue)).toMatchObject({ replayed: true, call: { id: second.call.id } });
    expect(await db().outboundCall.count()).toBe(2);
  });
});

test("a paused connection places nothing, and says who paused it", async () => {
  const pause = (change: { pausedAt: Date | null; pausedBy: string | null }) =>
    db().connection.update({ where: { id: right.connectionId }, data: change });
  await pause({ pausedAt: new Date(), pausedBy: "Olga" });
  await expect(place()).rejects.toMatchObject({
    code: "conflict",
    options: { title: "The connection is paused", detail: expect.stringContaining("Olga") },
  });
  expect(await db().outboundCall.count()).toBe(0);
  await pause({ pausedAt: null, pausedBy: null });
});

test("what speaks against a call without forbidding it does not stop who confirmed it", async () => {
  const contactId = (await contactWith(OTHER)).contact.id;
  const { call } = await place({ contactId, data: { ticket: "4711" } });
  expect(call).toMatchObject({ contact: { id: contactId }, data: { ticket: "4711" }, phase: "placing" });
});

test("a contact that was made is in the audit log, without its number", async () => {
  const phoneNumber = "+4915112340003";
  const make = () => createContact(sue, { connectionId: right.connectionId, name: "Ida", phoneNumber });
  const { contact, existed } = await make();
  expect([existed, (await make()).existed]).toEqual([false, true]);
  const object = `contact:${right.connectionId}:${contact.id}`;
  const entries = await db().auditEntry.findMany({ where: { object } });
  expect(entries).toMatchObject([{ action: "contact.created", after: { name: "Ida" } }]);
  expect(JSON.stringify(entries[0]?.after)).not.toContain(phoneNumber);
  // Who has a name is found by it, and the number that was typed is no secret to who typed it.
  const [named] = (await findContacts(sue, right.connectionId, { search: "Ida" })).items;
  expect(named).toMatchObject({ name: "Ida", phoneNumber: "+49 151 ••• 0003" });
  expect((await findContacts(sue, right.connectionId, { phoneNumber })).items).toEqual([contact]);
  await expect(findContacts(testCtx("auditor"), right.connectionId, {})).rejects.toMatchObject({
    code: "forbidden",
  });
});
