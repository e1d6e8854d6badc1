import { expect, test } from "vitest";
import { addChannel, inboundBody, receive, seeded, testTenant } from "../test-tenant.ts";

const channels = "/cxone/dfo-host/dfo/3.0/channels";

test("a fault answers instead of the vendor for as many calls as it says", async () => {
  const { control, dfo } = await testTenant();
  const added = await control("POST", "/faults", {
    system: "cxone",
    method: "get",
    pathPattern: "/channels$",
    times: 2,
    status: 429,
    headers: { "Retry-After": "7" },
    body: { errors: [] },
  });
  expect(added.status).toBe(201);
  const first = await dfo("GET", "/channels");
  expect([first.status, first.headers.get("retry-after"), first.body]).toEqual([429, "7", { errors: [] }]);
  expect((await dfo("GET", "/contacts")).status).toBe(200);
  expect((await control("GET", "/faults")).body).toMatchObject({ faults: [{ timesLeft: 1 }] });
  expect([(await dfo("GET", "/channels")).status, (await dfo("GET", "/channels")).status]).toEqual([
    429, 200,
  ]);
});

test("a glob with an unstable prefix matches too, and HTML can be the answer", async () => {
  const { control, acd } = await testTenant();
  await control("POST", "/faults", {
    system: "cxone",
    pathPattern: "*/incontactapi/services/*/skills",
    times: 1,
    status: 200,
    headers: { "content-type": "text/html" },
    body: "<html>",
  });
  const answer = await acd("GET", "/skills");
  expect([answer.headers.get("content-type"), answer.body]).toEqual(["text/html", "<html>"]);
});

test("drop before: the connection breaks and nothing was done", async () => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, "http://127.0.0.1:9");
  await tenant.control("POST", "/faults", { system: "cxone", method: "DELETE", times: 1, drop: "before" });
  await expect(tenant.dfo("DELETE", `/channels/${channelId}`)).rejects.toThrow();
  expect((await tenant.dfo("GET", `/channels?id[]=${channelId}`)).body).toHaveLength(1);
});

test("drop after: the work is done and the answer is lost", async () => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, "http://127.0.0.1:9");
  await tenant.control("POST", "/faults", { system: "cxone", method: "DELETE", times: 1, drop: "after" });
  await expect(tenant.dfo("DELETE", `/channels/${channelId}`)).rejects.toThrow();
  expect((await tenant.dfo("GET", `/channels?id[]=${channelId}`)).body).toEqual([]);
  const { requests } = (await tenant.control("GET", "/requests?system=cxone")).body as {
    requests: { method: string; status: number | null }[];
  };
  expect(requests.filter((row) => row.method === "DELETE")).toMatchObject([
    { status: null, fault: "connection dropped after the work" },
  ]);
});

test("a body cut short arrives with its status and then breaks off", async () => {
  const { baseUrl, accessToken, control } = await testTenant();
  await control("POST", "/faults", { system: "cxone", times: 1, truncate: true });
  const response = await fetch(`${baseUrl}${channels}`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
});

test("a delay holds the answer back while others pass it, and the work is still done", async () => {
  const { control, dfo } = await testTenant();
  await control("POST", "/faults", { system: "cxone", pathPattern: "/channels$", times: 1, delayMs: 400 });
  const arrivals: string[] = [];
  const delayed = dfo("GET", "/channels").then((answer) => {
    arrivals.push("channels");
    return answer;
  });
  await dfo("GET", "/contacts");
  arrivals.push("contacts");
  expect((await delayed).body).toHaveLength(seeded.channels);
  expect(arrivals).toEqual(["contacts", "channels"]);
});

test.each([
  [null, "JSON object"],
  [{ times: 1, status: 500 }, "system"],
  [{ system: "moon", times: 1, status: 500 }, "system"],
  [{ system: "cxone", status: 500 }, "times"],
  [{ system: "cxone", times: 0, status: 500 }, "times"],
  [{ system: "cxone", times: 1, status: 99 }, "status"],
  [{ system: "cxone", times: 1, drop: "never" }, "drop"],
  [{ system: "cxone", times: 1, delayMs: -1 }, "delayMs"],
  [{ system: "cxone", times: 1, status: 500, pathPattern: "[" }, "pathPattern"],
  [{ system: "cxone", times: 1 }, "Say what goes wrong"],
  [{ system: "cxone", times: 1, status: 500, colour: "red" }, "colour"],
])("the fault %j is refused with a sentence", async (body, words) => {
  const { control } = await testTenant();
  const answer = await control("POST", "/faults", body);
  expect(answer.status).toBe(400);
  expect((answer.body as { error: string }).error).toContain(words);
});

test("everything of the vendor is down until the fault is taken away, and nothing else is reset", async () => {
  const tenant = await testTenant();
  const added = await tenant.control("POST", "/faults", { system: "cxone", times: -1, status: 500 });
  const { id } = added.body as { id: number };
  for (let call = 0; call < 3; call += 1) expect((await tenant.dfo("GET", "/channels")).status).toBe(500);
  expect((await tenant.acd("GET", "/skills")).status).toBe(500);
  expect((await tenant.token()).status).toBe(500);
  expect((await tenant.raw("/cxone/console/skills")).status).toBe(200);
  expect((await tenant.control("DELETE", `/faults/${id}`)).status).toBe(204);
  expect((await tenant.control("DELETE", `/faults/${id}`)).status).toBe(404);
  expect((await tenant.dfo("GET", "/channels")).status).toBe(200);

  await tenant.control("POST", "/switches", { replyRetries: 3 });
  await tenant.control("POST", "/faults", { system: "cxone", times: -1, drop: "before" });
  await expect(tenant.dfo("GET", "/channels")).rejects.toThrow();
  expect((await tenant.control("POST", "/reset", { only: "faults" })).status).toBe(204);
  expect((await tenant.dfo("GET", "/channels")).status).toBe(200);
  expect((await tenant.control("GET", "/switches")).body).toMatchObject({ switches: { replyRetries: 3 } });
  expect((await tenant.control("POST", "/reset", { only: "moon" })).status).toBe(400);
});

test("429 comes with Retry-After or without", async () => {
  const { control, dfo } = await testTenant();
  await control("POST", "/faults", {
    system: "cxone",
    times: 1,
    status: 429,
    headers: { "retry-after": "2" },
  });
  await control("POST", "/faults", { system: "cxone", times: 1, status: 429 });
  const answers = [await dfo("GET", "/channels"), await dfo("GET", "/channels")];
  expect(answers.map((answer) => [answer.status, answer.headers.get("retry-after")])).toEqual([
    [429, "2"],
    [429, null],
  ]);
});

test("bad clocks and switches are refused with a sentence", async () => {
  const { control } = await testTenant();
  expect((await control("POST", "/clock", { advanceSeconds: -1 })).body).toMatchObject({
    error: expect.stringContaining("advanceSeconds"),
  });
  expect((await control("POST", "/switches", { unknown: true })).body).toMatchObject({
    error: expect.stringContaining("unknown"),
  });
  expect((await control("POST", "/switches", { replyRetries: "two" })).body).toMatchObject({
    error: expect.stringContaining("number"),
  });
  expect((await control("POST", "/switches", { duplicateMessage: "maybe" })).body).toMatchObject({
    error: expect.stringContaining("existing"),
  });
  expect((await control("GET", "/nothing")).status).toBe(404);
});

test("no secret is on the record, wherever it was sent", async () => {
  const tenant = await testTenant();
  const { credentials } = tenant;
  await tenant.token({ client_id: credentials.clientId, client_secret: credentials.clientSecret }, "");
  await tenant.raw("/cxone/authentication/v1/token/access-key", {
    method: "POST",
    body: JSON.stringify({
      accessKeyId: credentials.accessKeyId,
      accessKeySecret: credentials.accessKeySecret,
    }),
  });
  await tenant.raw(`/cxone/public/user/refresh?token=${tenant.accessToken}`, {
    method: "POST",
    body: JSON.stringify({ token: tenant.accessToken }),
  });
  await tenant.dfo("GET", "/channels");
  const shown = JSON.stringify((await tenant.control("GET", "/requests")).body);
  for (const secret of [credentials.accessKeySecret, credentials.clientSecret, tenant.accessToken])
    expect(shown).not.toContain(secret);
  expect(shown).toContain('"grant_type":"password"');
  expect(shown).toContain('"authorization":"Bearer [redacted]"');
});

test("reset goes back to the seed and keeps the credentials and their tokens", async () => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, "http://127.0.0.1:9");
  await receive(tenant, channelId, inboundBody("m1", "Hello"));
  await tenant.control("POST", "/switches", { replyRetries: 3 });
  await tenant.control("POST", "/clock", { advanceSeconds: 60 });
  await tenant.control("POST", "/faults", { system: "cxone", times: 1, status: 500 });
  expect((await tenant.control("POST", "/reset")).status).toBe(204);
  expect((await tenant.dfo("GET", "/channels")).body).toHaveLength(seeded.channels);
  expect((await tenant.dfo("GET", "/contacts")).body).toMatchObject({ hits: 0 });
  expect((await tenant.control("GET", "/switches")).body).toMatchObject({ switches: { replyRetries: 0 } });
  expect((await tenant.raw("/credentials.json")).body).toMatchObject({ cxone: tenant.credentials });
});
