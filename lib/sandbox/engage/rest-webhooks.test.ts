import { expect, test } from "vitest";
import { engageIds, records, refused, testEngage } from "./test-engage.ts";

const unprocessable = refused(422, "unprocessable_entity");
const address = "https://bot.example/handover/rce";

function path(more: Record<string, string> = {}, events: string[] = ["intervention.closed"]): string {
  const search = new URLSearchParams({ url: address, ...more });
  for (const event of events) search.append("registered_events[]", event);
  return `/webhooks?${search}`;
}

test("a webhook answers without its name and its secret, and begins inactive", async () => {
  const engage = await testEngage();
  const answer = await engage.rest("POST", path({ name: "Mine", secret: "s3cret", verify_token: "v" }));
  expect(answer).toMatchObject({
    status: 200,
    body: {
      active: false,
      url: address,
      verify_token: "v",
      staging_use: false,
      registered_events: ["intervention.closed"],
      webhook_status: "pending",
      api_access_token: { id: engageIds.tokens.patchbay },
    },
  });
  const { id } = answer.body as { id: string };
  for (const seen of [
    answer,
    await engage.rest("GET", `/webhooks/${id}`),
    await engage.rest("GET", "/webhooks"),
  ]) {
    expect(JSON.stringify(seen.body)).not.toContain("s3cret");
    expect(JSON.stringify(seen.body)).not.toContain('"name"');
  }
});

test("the token belongs in the address on every verb, even beside Bearer", async () => {
  const engage = await testEngage();
  const { apiBaseUrl, apiToken } = engage.engage;
  const headers = { authorization: `Bearer ${apiToken}` };
  const bare = (method: string, body?: URLSearchParams) =>
    engage.raw(`${apiBaseUrl}/1.0/webhooks`, { method, headers, ...(body ? { body } : {}) });
  const missing = refused(400, "missing_parameter");
  expect(await bare("GET")).toMatchObject(missing);
  expect(await bare("POST", new URLSearchParams({ access_token: apiToken, url: address }))).toMatchObject(
    missing,
  );
  const query = `${apiBaseUrl}/1.0/webhooks?access_token=${apiToken}`;
  expect((await engage.raw(query)).status).toBe(200);
  // The one in the address counts: nonsense there is not mended by the header.
  expect(await engage.raw(`${apiBaseUrl}/1.0/webhooks?access_token=x`, { headers })).toMatchObject(
    refused(401, "invalid_access_token"),
  );
  await engage.setSwitches({ engageWebhookTokenInQuery: false });
  expect((await bare("GET")).status).toBe(200);
});

test.each([
  ["a secret of 256 characters", { secret: "x".repeat(256) }],
  ["a secret that is not ASCII", { secret: "geheimnüs" }],
  ["no address", { url: "" }],
  ["an address that is none", { url: "bot.example" }],
  ["an address of another protocol", { url: "ftp://bot.example" }],
])("%s is refused", async (_name, fields) => {
  const engage = await testEngage();
  expect(await engage.rest("POST", path(fields))).toMatchObject(unprocessable);
});

test("a secret of 255 characters is taken", async () => {
  const engage = await testEngage();
  expect((await engage.rest("POST", path({ secret: "x".repeat(255) }))).status).toBe(200);
});

test("at least one event, each of the known ones", async () => {
  const engage = await testEngage();
  expect(await engage.rest("POST", path({}, []))).toMatchObject(unprocessable);
  expect(await engage.rest("POST", path({}, ["intervention.ended"]))).toMatchObject(unprocessable);
  const onlyInGuide = path({}, ["content.thread_closed"]);
  expect(await engage.rest("POST", onlyInGuide)).toMatchObject(unprocessable);
  await engage.setSwitches({ engageWebhookEvents: "docs" });
  expect((await engage.rest("POST", onlyInGuide)).status).toBe(200);
});

test("an address is taken once per token", async () => {
  const engage = await testEngage();
  const first = await engage.rest("POST", path());
  expect(await engage.rest("POST", path())).toMatchObject(unprocessable);
  expect((await engage.rest("POST", path({ url: `${address}/2` }))).status).toBe(200);
  const { id } = first.body as { id: string };
  expect((await engage.rest("PUT", `/webhooks/${id}?url=${encodeURIComponent(address)}`)).status).toBe(200);
  expect(await engage.rest("PUT", `/webhooks/${id}?url=${encodeURIComponent(`${address}/2`)}`)).toMatchObject(
    unprocessable,
  );
  expect((await engage.rest("DELETE", `/webhooks/${id}`)).status).toBe(200);
  expect(records(await engage.rest("GET", "/webhooks"))).toHaveLength(1);
});

test("without the right to manage tokens one sees the webhooks of one's own", async () => {
  const engage = await testEngage();
  const { id } = (await engage.rest("POST", path())).body as { id: string };
  const as = (user: string) => `/webhooks/${id}?impersonated_user_id=${user}`;
  expect(await engage.rest("GET", as(engageIds.users.dana))).toMatchObject(refused(404, "not_found"));
  expect(await engage.rest("DELETE", as(engageIds.users.malik))).toMatchObject(refused(404, "not_found"));
  await engage.rest("PUT", `/users/${engageIds.users.robin}?role_id=${engageIds.roles.reporting}`);
  expect((await engage.rest("GET", `/webhooks/${id}`)).status).toBe(200);
});

test("webhook_status may say nothing", async () => {
  const engage = await testEngage();
  await engage.setSwitches({ engageWebhookStatus: "none" });
  expect((await engage.rest("POST", path())).body).toMatchObject({ webhook_status: null });
});
