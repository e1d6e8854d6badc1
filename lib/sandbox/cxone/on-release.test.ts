import { expect, test, vi } from "vitest";
import {
  addChannel,
  deskPath,
  goodMiddleware,
  inboundBody,
  receive,
  type Seen,
  staffChannel,
  type TestTenant,
  testTenant,
} from "../test-tenant.ts";

const path = "Cognigy\\Cognigy Handover Script 1";

/** Saves a script with ONSIGNAL, and ONRELEASE leading over another action to a REST call. */
async function saveScript(tenant: TestTenant, rest: Record<string, string>): Promise<void> {
  const answer = await tenant.acd("POST", "/scripts", {
    scriptContent: {
      header: { scriptName: path, busNo: 4606137, mediaType: 9 },
      actions: {
        1: { name: "BEGIN" },
        2: { name: "ONSIGNAL", label: "ESCALATE" },
        3: { name: "REQAGENT" },
        4: { name: "ONRELEASE" },
        5: { name: "ASSIGN" },
        6: { name: "RESTAPI" },
      },
      properties: {
        6: Object.fromEntries(Object.entries(rest).map(([name, value], at) => [at, { name, value }])),
      },
      branches: { 1: [{ to: 3 }], 2: [{ to: 3 }], 4: [{ to: 5 }], 5: [{ to: "6" }] },
    },
  });
  expect(answer.status).toBe(200);
}

const releases = (seen: Seen[]) => seen.filter((call) => call.path.startsWith("/release"));

async function openCase(tenant: TestTenant, boxUrl: string) {
  const { channelId } = await addChannel(tenant, boxUrl);
  await staffChannel(tenant, channelId, path);
  const row = await receive(tenant, channelId, inboundBody("m1", "Hello"));
  return { channelId, row };
}

test("closing by the agent calls the REST action behind ONRELEASE once, with what the middleware needs", async () => {
  const tenant = await testTenant();
  const box = await goodMiddleware();
  await saveScript(tenant, {
    serviceAddress: `${box.url}/release?contact={contactId}`,
    verb: "POST",
    headers: "X-Token: abc",
  });
  const { channelId, row } = await openCase(tenant, box.url);
  await tenant.form(`${deskPath(row.id)}/accept`);
  await tenant.form(`${deskPath(row.id)}/reply`, { text: "Goodbye" });
  await tenant.form(`${deskPath(row.id)}/close`);
  await tenant.form(`${deskPath(row.id)}/close`);
  await vi.waitFor(() => expect(releases(box.seen)).toHaveLength(1));
  expect(box.seen.at(-1)).toMatchObject({
    method: "POST",
    path: `/release?contact=${row.contactId}`,
    headers: { "x-token": "abc", "content-type": "application/json" },
    body: { contactId: row.contactId, threadIdOnExternalPlatform: "thread-1", channelId, status: "closed" },
  });
  expect((await tenant.dfo("GET", `/contacts/${row.id}`)).body).toMatchObject({
    status: "closed",
    inboxAssigneeUser: null,
  });
});

test("a body of its own is filled in and stays JSON whatever the values contain", async () => {
  const tenant = await testTenant();
  const box = await goodMiddleware();
  await saveScript(tenant, {
    url: `${box.url}/release`,
    method: "PUT",
    body: '{"thread":"{threadIdOnExternalPlatform}","case":"{caseId}"}',
  });
  const { channelId } = await addChannel(tenant, box.url);
  await staffChannel(tenant, channelId, path);
  const row = await receive(tenant, channelId, inboundBody("m1", "Hello", 'a"b\\c'));
  await tenant.form(`${deskPath(row.id)}/close`);
  await vi.waitFor(() => expect(releases(box.seen)).toHaveLength(1));
  expect(releases(box.seen)[0]).toMatchObject({ method: "PUT", body: { thread: 'a"b\\c', case: row.id } });
});

test("closing by API or by the signal End does not release, unless the switch says so for the signal", async () => {
  const tenant = await testTenant();
  const box = await goodMiddleware();
  await saveScript(tenant, { url: `${box.url}/release` });
  const first = await openCase(tenant, box.url);
  await tenant.dfo("PUT", `/contacts/${first.row.id}/status`, { status: "closed" });
  const second = await receive(tenant, first.channelId, inboundBody("m2", "Again"));
  expect((await tenant.acd("POST", `/interactions/${second.contactId}/signal`, { p1: "End" })).status).toBe(
    202,
  );
  expect((await tenant.dfo("GET", `/contacts/${second.id}`)).body).toMatchObject({ status: "closed" });
  await tenant.control("POST", "/switches", { onReleaseAfterSignalEnd: true, signalAnswers: "204" });
  const third = await receive(tenant, first.channelId, inboundBody("m3", "Again"));
  expect((await tenant.acd("POST", `/interactions/${third.contactId}/signal?p1=End`)).status).toBe(204);
  await vi.waitFor(() => expect(releases(box.seen)).toHaveLength(1));
  expect(releases(box.seen)[0]?.body).toMatchObject({ contactId: third.contactId });
});

test("with the switch on, a case waits outside the queue until the signal Escalate", async () => {
  const tenant = await testTenant();
  await tenant.control("POST", "/switches", { escalationRequiresSignal: true });
  const box = await goodMiddleware();
  await saveScript(tenant, { url: `${box.url}/release` });
  const { row } = await openCase(tenant, box.url);
  expect(row.routingQueueId).toBeNull();
  expect(
    (
      await tenant.acd("POST", `/interactions/${row.contactId}/signal`, {
        p1: "Escalate",
        p2: "x".repeat(5000),
      })
    ).status,
  ).toBe(202);
  expect((await tenant.dfo("GET", `/contacts/${row.id}`)).body).toMatchObject({ routingQueueId: "4606107" });
});

test("signals need a known, running contact and a first parameter", async () => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, "http://127.0.0.1:9");
  const row = await receive(tenant, channelId, inboundBody("m1", "Hello"));
  const signal = (id: string, body: unknown) => tenant.acd("POST", `/interactions/${id}/signal`, body);
  expect((await signal("1", { p1: "End" })).status).toBe(404);
  expect((await signal(row.contactId, {})).status).toBe(400);
  // A script without ONSIGNAL takes the signal and does nothing.
  expect((await signal(row.contactId, { p1: "End" })).status).toBe(202);
  expect((await tenant.dfo("GET", `/contacts/${row.id}`)).body).toMatchObject({ status: "new" });
  expect((await signal(row.id, { p1: "End" })).status).toBe(404);
  await tenant.control("POST", "/switches", { signalAcceptsCaseNumber: true });
  expect((await signal(row.id, { p1: "End" })).status).toBe(202);
});
