import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startSandbox } from "#lib/sandbox/start-sandbox.ts";
import { deleteChannel, getChannel, listChannels, upsertChannel } from "./channels.ts";
import type { CxoneClient } from "./client.ts";
import {
  getContact,
  getContactPermissions,
  listContacts,
  listContactsOfThread,
  setContactStatus,
} from "./contacts.ts";
import { CxoneError } from "./errors.ts";
import { signalInteraction } from "./interactions.ts";
import { type InboundMessage, postInboundMessage } from "./messages.ts";
import { verifyOneTimeToken } from "./one-time-token.ts";
import { startTestTenant, type TestTenant } from "./start-test-tenant.ts";

let tenant: TestTenant;
let client: CxoneClient;
let channelIntegrationId: string;

beforeAll(async () => {
  tenant = await startTestTenant(startSandbox);
});
beforeEach(async () => {
  await tenant.reset();
  ({ client } = await tenant.signIn());
  channelIntegrationId = await tenant.addIntegration("https://box.example.com");
});
afterAll(() => tenant.close());

async function failure(promise: Promise<unknown>): Promise<CxoneError> {
  const error = await promise.then(
    () => expect.fail("the call should have failed"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof CxoneError)) throw error;
  return error;
}

const newChannel = (id: string, name = "Support handover") => ({
  id,
  idOnExternalPlatform: `ext-${id}`,
  channelIntegrationId,
  name,
  studioScript: "Cognigy\\Script",
});

const message = (id: string, thread = "t1", author = "v1"): InboundMessage => ({
  idOnExternalPlatform: id,
  createdAt: new Date("2026-11-21T10:00:00.123Z"),
  thread: { idOnExternalPlatform: thread },
  text: `Text of ${id}`,
  author: { idOnExternalPlatform: author, firstName: "Kim", lastName: "Lee" },
});

describe("channels", () => {
  it.each([true, false])(
    "creates, updates and deletes by the same id (create answers a body: %s)",
    async (answersBody) => {
      await tenant.switches({ channelCreateAnswersBody: answersBody });
      const id = crypto.randomUUID();
      expect(await upsertChannel(client, newChannel(id))).toMatchObject({
        id,
        isPrivate: true,
        channelIntegrationId,
      });
      await upsertChannel(client, newChannel(id, "Renamed"));
      expect((await listChannels(client)).filter((row) => row.id === id)).toMatchObject([
        { name: "Renamed", studioScript: "Cognigy\\Script", defaultSkillId: null },
      ]);
      expect(await deleteChannel(client, id)).toBe(true);
      expect(await deleteChannel(client, id)).toBe(false);
      expect(await getChannel(client, id)).toBeNull();
    },
  );

  it("lists over several pages", async () => {
    const ids = Array.from({ length: 120 }, () => crypto.randomUUID());
    for (const id of ids) await upsertChannel(client, newChannel(id));
    const listed = new Set((await listChannels(client)).map((row) => row.id));
    expect(ids.every((id) => listed.has(id))).toBe(true);
  });

  it("names the field of an Integration ID that does not exist", async () => {
    const wrong = upsertChannel(client, {
      ...newChannel(crypto.randomUUID()),
      channelIntegrationId: "nowhere",
    });
    expect(await failure(wrong)).toMatchObject({
      code: "rejected",
      vendorCode: "channel_integration_not_found",
      fields: { channelIntegrationId: "The channel integration was not found." },
    });
  });

  it("repeats a create whose answer was lost, and there is one channel", async () => {
    const id = crypto.randomUUID();
    await tenant.fault({ method: "POST", pathPattern: "/channels$", drop: "after" });
    await upsertChannel(client, newChannel(id));
    expect((await listChannels(client)).filter((row) => row.id === id)).toHaveLength(1);
  });
});

describe("messages and contacts", () => {
  it("posts into one contact per thread, with permissions, status and look-ups", async () => {
    const id = crypto.randomUUID();
    await upsertChannel(client, newChannel(id));
    const first = await postInboundMessage(client, id, message("m1"));
    const second = await postInboundMessage(client, id, message("m2"));
    await postInboundMessage(client, id, message("m3", "t2", "v2"));
    const number = first.consumerContact?.id ?? "";
    expect(second.consumerContact?.id).toBe(number);

    expect(await listContacts(client, { channelIds: [id] })).toHaveLength(2);
    expect(await listContactsOfThread(client, id, { idOnExternalPlatform: "t1" })).toMatchObject([
      { id: number },
    ]);
    const ofUser = { idOnExternalPlatform: "t2", endUserIdOnExternalPlatform: "v2" };
    expect(await listContactsOfThread(client, id, ofUser)).toHaveLength(1);
    expect(await getContactPermissions(client, number)).toMatchObject({ canReply: expect.any(Boolean) });

    await setContactStatus(client, number, "closed");
    expect((await getContact(client, number))?.status).toBe("closed");
    expect(await listContacts(client, { channelIds: [id], statuses: ["closed"] })).toHaveLength(1);
    expect(await getContact(client, "99999999")).toBeNull();
  });

  it("scrolls through more contacts than one answer holds", async () => {
    const id = crypto.randomUUID();
    await upsertChannel(client, newChannel(id));
    for (let n = 0; n < 60; n += 1) await postInboundMessage(client, id, message(`m${n}`, `t${n}`, `v${n}`));
    expect(await listContacts(client, { channelIds: [id] })).toHaveLength(60);
  });

  it.each(["existing", "conflict"])(
    "a message posted again has one effect (CXone answers: %s)",
    async (duplicateMessage) => {
      await tenant.switches({ duplicateMessage });
      const id = crypto.randomUUID();
      await upsertChannel(client, newChannel(id));
      const first = await postInboundMessage(client, id, message("m1"));
      const again = await postInboundMessage(client, id, message("m1"));
      expect(again.message.id).toBe(first.message.id);
      expect(again.message.contactNumber).toBe(first.message.contactNumber);
    },
  );

  it("names the channel that does not exist", async () => {
    expect((await failure(postInboundMessage(client, "nowhere", message("m1")))).code).toBe("not_found");
  });

  it.each(["202", "204"])("signals by contact id (CXone answers %s)", async (signalAnswers) => {
    await tenant.switches({ signalAnswers });
    const id = crypto.randomUUID();
    await upsertChannel(client, newChannel(id));
    const { consumerContact } = await postInboundMessage(client, id, message("m1"));
    await signalInteraction(client, consumerContact?.contactId ?? "", ["Escalate", "x".repeat(20_000)]);
    expect((await failure(signalInteraction(client, "1", ["End"]))).code).toBe("not_found");
    await expect(signalInteraction(client, "1", [])).rejects.toThrow(RangeError);
  });
});

describe("one-time tokens", () => {
  const click = async () => {
    const response = await fetch(`${tenant.baseUrl}/cxone/console/byoc/${channelIntegrationId}/add`, {
      redirect: "manual",
    });
    const query = new URL(response.headers.get("location") ?? "").searchParams;
    return {
      dfoBaseUrl: tenant.credentials.dfoBaseUrl,
      brandId: Number(query.get("brandId")),
      userId: Number(query.get("userId")),
      token: query.get("token") ?? "",
    };
  };

  it("are good once", async () => {
    const input = await click();
    const verified = await verifyOneTimeToken(tenant.http.send, input);
    expect(verified.brand).toMatchObject({ tenantId: tenant.credentials.tenantId });
    expect(verified.accessToken).not.toBe("");
    expect((await failure(verifyOneTimeToken(tenant.http.send, input))).code).toBe("forbidden");
    expect(JSON.stringify(tenant.rows)).not.toContain(input.token);
    expect(JSON.stringify(tenant.rows)).not.toContain(verified.accessToken);
  });
});
