import { expect, test, vi } from "vitest";
import { engageControls } from "../../control/engage-controls.ts";
import { sdkSignature } from "../../engage/sdk-signature.ts";
import { goodSource, receiver, sdkCalls } from "../../engage/test-domain.ts";
import { engageIds } from "../../state/engage-ids.ts";
import { type TestTenant, testTenant } from "../../test-tenant.ts";

const { users, sources, communities } = engageIds;
const admin = "/engage/admin";
const sourcePage = `${admin}/content_sources/${sources.webchat}/edit`;

async function text(tenant: TestTenant, path: string): Promise<string> {
  return String((await tenant.raw(path)).body);
}

/** What the other side pushes: a persona for agents and a message of a customer. */
async function push(tenant: TestTenant, action: string, params: Record<string, unknown>): Promise<void> {
  const { engage } = (await tenant.raw("/credentials.json")).body as {
    engage: { realtimeUrl: string; realtimeToken: string };
  };
  const body = JSON.stringify({ action, params });
  const headers = { "X-SMCCSDK-SIGNATURE": sdkSignature(body, engage.realtimeToken) };
  expect((await tenant.raw(engage.realtimeUrl, { method: "POST", headers, body })).body).toBe("ok");
}

const now = "2026-03-01T10:00:00Z";
const person = (id: string, puppetizable = false) => ({
  id,
  screenname: id,
  created_at: now,
  updated_at: now,
  puppetizable,
});
const message = (id: string, body: string) => ({
  id,
  thread_id: "chat-1",
  body,
  format: "text",
  actions: ["reply"],
  author: person("visitor-1"),
  context_data: { plan: "gold" },
});

test("every page answers, says what it is and allows no foreign script", async () => {
  const tenant = await testTenant();
  await push(tenant, "messages.create", message("m1", "<script>alert(1)</script>"));
  const { id } = await engageControls(tenant.baseUrl).thread("chat-1");
  const identity = /data-identity-id="(\w+)"/.exec(await text(tenant, `${admin}/identities`))?.[1];
  const pages = [admin, "api_access_tokens", "api_access_tokens/new", "users", "categories", "communities"]
    .concat(["identities", `identities/${identity}/edit`, "folders", "roles", "settings", "content_sources"])
    .concat(["content_sources/new", "webhooks", "webhooks/new", `users/${users.malik}/edit`])
    .concat([`users/${users.malik}/sources_permissions`, `roles/${engageIds.roles.agent}/edit`])
    .concat([`categories/${engageIds.categories.billing}/edit`, `content_sources/${sources.email}/edit`])
    .map((path) => (path.startsWith("/") ? path : `${admin}/${path}`))
    .concat([
      sourcePage,
      "/engage/desk",
      `/engage/desk/${users.robin}`,
      `/engage/desk/${users.robin}/threads/${id}`,
    ]);
  for (const path of pages) {
    const answer = await tenant.raw(path);
    expect([path, answer.status]).toEqual([path, 200]);
    expect(String(answer.body)).toContain("Simulated RingCentral Engage");
    expect(String(answer.body)).not.toContain("<script>alert");
  }
  expect((await tenant.raw(`${admin}/webhooks/none/edit`)).status).toBe(404);
  expect((await tenant.raw("/engage")).status).toBe(200);
});

test("a source is created once RingCentral allows it, is called at save and shows token and realtime address", async () => {
  const tenant = await testTenant();
  const ours = await receiver(() => ({ status: 500, body: "not ready" }));
  const fields = { name: "Our chat", type: "sdk", communityId: communities.chat, baseUri: ours.url };
  expect((await tenant.form(`${admin}/content_sources`, fields)).status).toBe(400);
  expect(await text(tenant, `${admin}/content_sources/new`)).toContain("Ask RingCentral");
  await tenant.form(`${admin}/content_sources/ask`);
  const made = await tenant.form(`${admin}/content_sources`, fields);
  const page = (made.headers.get("location") ?? "").split("?")[0] ?? "";
  await vi.waitFor(async () =>
    expect(await text(tenant, page)).toContain("implementation.info: answered 500: not ready"),
  );
  const id = page.split("/").at(-2);
  expect(await text(tenant, page)).toContain(`${tenant.baseUrl}/engage/realtime/sdk/${id}`);
  expect(await text(tenant, page)).toMatch(/id="source-token">[0-9a-f]{64}</);
});

test("an agent answers at the desk once everything is set up, and is told what is missing until then", async () => {
  const tenant = await testTenant();
  const { engage } = (await tenant.raw("/credentials.json")).body as { engage: { realtimeToken: string } };
  const ours = await goodSource(engage.realtimeToken);
  await push(tenant, "users.create", person("agent-1", true));
  await push(tenant, "messages.create", message("m1", "I need a person"));
  const { id } = await engageControls(tenant.baseUrl).thread("chat-1");
  const thread = `/engage/desk/${users.malik}/threads/${id}`;
  expect((await tenant.raw(thread)).status).toBe(404);

  const rights = `${admin}/users/${users.malik}/sources_permissions`;
  await tenant.form(rights, { [sources.webchat]: "read" });
  expect(await text(tenant, thread)).toContain("Malik lacks reply on the source Acme web chat");
  const both = new URLSearchParams([
    [sources.webchat, "read"],
    [sources.webchat, "reply"],
    [sources.webchat, "destroy"],
  ]);
  await tenant.raw(rights, { method: "POST", body: both });
  expect(await text(tenant, thread)).toContain("has not answered implementation.info");
  await tenant.form(sourcePage, {
    name: "Acme web chat",
    active: "on",
    verifySignature: "on",
    fromName: "{{firstname}} {{lastname}}",
    baseUri: ours.url,
  });
  await vi.waitFor(async () => expect(await text(tenant, thread)).toContain("no controlled identity"));

  const list = await text(tenant, `${admin}/identities?controllable=on`);
  const identity = /data-identity-id="(\w+)"/.exec(list)?.[1] ?? "";
  expect(list).not.toContain("visitor-1");
  expect(
    (await tenant.form(`${admin}/users/${users.malik}/identities`, { identityId: identity })).status,
  ).toBe(404);
  await tenant.form(`${admin}/identities/${identity}/edit`, { controlled: "on" });
  await tenant.form(`${admin}/users/${users.malik}/identities`, { identityId: identity });

  const tooEarly = await tenant.form(`${thread}/reply`, { text: "typed too early" });
  expect(tooEarly.status).toBe(409);
  expect(String(tooEarly.body)).toContain("Engage in the thread first. Not sent: typed too early");
  await tenant.form(`${thread}/take`);
  await tenant.form(`${thread}/reply`, { text: "Good day" });
  await vi.waitFor(() =>
    expect(sdkCalls(ours.calls).at(-1)).toMatchObject({
      action: "messages.create",
      params: { body: "Good day", author_id: "agent-1", thread_id: "chat-1", sender_name: "Malik Diop" },
    }),
  );
  await vi.waitFor(async () => expect(await text(tenant, thread)).toContain("Exported"));
  const page = await text(tenant, thread);
  expect(page).toMatch(/data-side="customer".*I need a person.*data-side="company".*Good day/s);
  expect(page).toMatch(/<dt>plan<\/dt>\s*<dd>gold</);
  await tenant.form(`${thread}/close`);
  expect(await text(tenant, thread)).toContain('data-intervention="closed"');
});

test("folders find by their query, and tasks wait in the queue in task mode", async () => {
  const tenant = await testTenant();
  const controls = engageControls(tenant.baseUrl);
  await controls.setUp({ taskMode: true, agents: [{ id: users.malik }, { id: users.hanna }] });
  await push(tenant, "messages.create", message("m1", "Hello"));
  const { id } = await controls.thread("chat-1");
  const { billing } = engageIds.categories;
  await tenant.form(`${admin}/folders`, {
    label: "Billing",
    query: `categorized_in:${billing} source:${sources.webchat}`,
  });
  const desk = await text(tenant, `/engage/desk/${users.malik}`);
  expect(desk).toContain("Billing (0)");
  expect(desk).toContain("Take the task of visitor-1");
  await tenant.form(`/engage/desk/${users.malik}/threads/${id}/categories`, { categoryIds: billing });
  await tenant.form(`/engage/desk/${users.malik}/threads/${id}/take`);
  expect(await text(tenant, `/engage/desk/${users.malik}`)).toContain("Billing (1)");
  expect(await text(tenant, `/engage/desk/${users.hanna}`)).toContain("Nobody is waiting in your skills");
});

test("the desk shows that the customer types, with what is in the box so far", async () => {
  const tenant = await testTenant();
  await push(tenant, "messages.create", message("m1", "Hello"));
  const { id } = await engageControls(tenant.baseUrl).thread("chat-1");
  const live = async () =>
    JSON.stringify((await tenant.raw(`/engage/desk/${users.robin}/live?thread=${id}`)).body);
  expect(await live()).not.toContain("is typing");
  await push(tenant, "typing.start", { thread_id: "chat-1", preview: "I need <b>" });
  expect(await live()).toContain("is typing: I need &lt;b&gt;");
  await push(tenant, "typing.stop", { thread_id: "chat-1" });
  expect(await live()).not.toContain("is typing");
});

test("a webhook by hand: filter and events are kept, a bad secret is refused, the address is validated", async () => {
  const tenant = await testTenant();
  const hook = await receiver((call) => ({ body: call.url.searchParams.get("hub.challenge") ?? "" }));
  const fields = {
    tokenId: engageIds.tokens.patchbay,
    active: "on",
    url: hook.url,
    verifyToken: "v",
    secret: "s",
    registeredEvents: "intervention.closed",
    sourceStrategy: "none_except",
    sourceIds: sources.webchat,
  };
  for (const [bad, sentence] of [
    [{ secret: "geheimnisträger" }, "only ASCII"],
    [{ secret: "x".repeat(256) }, "at most 255"],
    [{ url: "nowhere" }, "starts with https://"],
    [{ registeredEvents: "none" }, "at least one"],
  ] as const)
    expect(String((await tenant.form(`${admin}/webhooks`, { ...fields, ...bad })).body)).toContain(sentence);
  const made = await tenant.form(`${admin}/webhooks`, fields);
  const page = (made.headers.get("location") ?? "").split("?")[0] ?? "";
  await vi.waitFor(async () => expect(await text(tenant, page)).toContain('<strong class="good">enabled'));
  expect(hook.calls).toHaveLength(1);
  await tenant.form(page, fields);
  expect(hook.calls).toHaveLength(1);
  await tenant.form(page, { ...fields, secret: "another" });
  await vi.waitFor(() => expect(hook.calls.at(-1)?.headers["x-dimelo-secret"]).toBe("another"));
  expect(String((await tenant.form(`${admin}/webhooks`, fields)).body)).toContain("with this URL already");
});

test("a form sent by a page of another origin is refused", async () => {
  const tenant = await testTenant();
  const init = {
    method: "POST",
    headers: { origin: "https://elsewhere.example" },
    body: new URLSearchParams(),
  };
  for (const path of [`${admin}/settings`, "/engage/desk", "/control/engage/sync"])
    expect((await tenant.raw(path, init)).status).toBe(403);
});
