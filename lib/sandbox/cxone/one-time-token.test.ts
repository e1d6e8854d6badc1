import { decodeJwt } from "jose";
import { expect, test } from "vitest";
import { addChannel, channelBody, type TestTenant, testTenant } from "../test-tenant.ts";

async function clickTile(tenant: TestTenant, integrationId: string): Promise<URL> {
  const answer = await tenant.raw(`/cxone/console/byoc/${integrationId}/add`, { redirect: "manual" });
  expect(answer.status).toBe(302);
  return new URL(answer.headers.get("location") ?? "");
}

function exchange(tenant: TestTenant, url: URL, change: Record<string, unknown> = {}) {
  const query = url.searchParams;
  const body = {
    brandId: Number(query.get("brandId")),
    userId: Number(query.get("userId")),
    token: query.get("token"),
    purpose: "channel-integration",
    ...change,
  };
  return tenant.raw("/cxone/dfo-host/dfo/3.0/one-time-token/verification", {
    method: "POST",
    body: JSON.stringify(body),
  });
}

test("the tile redirects to the Add action URL with a token that is exchanged once for an access token", async () => {
  const tenant = await testTenant();
  const { integrationId } = await addChannel(tenant, "http://127.0.0.1:9");
  const url = await clickTile(tenant, integrationId);
  expect(url.pathname).toBe("/add");
  expect([...url.searchParams.keys()].sort()).toEqual(["apiHost", "backUrl", "brandId", "token", "userId"]);
  expect((await tenant.raw(url.searchParams.get("backUrl") ?? "")).status).toBe(200);

  const answer = await exchange(tenant, url);
  expect(answer).toMatchObject({
    status: 200,
    body: {
      brand: { id: 9221, tenantId: tenant.credentials.tenantId, businessUnitId: 4606137 },
      user: { emailAddress: "avery.quinn@acme.example" },
    },
  });
  const { accessToken } = answer.body as { accessToken: string };
  expect(decodeJwt(accessToken).iss).toBe(tenant.credentials.issuer);
  const created = await tenant.raw("/cxone/dfo-host/dfo/3.0/channels", {
    method: "POST",
    headers: { authorization: `Bearer ${accessToken}` },
    body: JSON.stringify(channelBody(integrationId, "by-token")),
  });
  expect(created.status).toBe(200);
  expect((await exchange(tenant, url)).status).toBe(403);
});

test("a token is refused for another user, brand or purpose, when it has expired, and with ids as text", async () => {
  const tenant = await testTenant();
  const { integrationId } = await addChannel(tenant, "http://127.0.0.1:9");
  const url = await clickTile(tenant, integrationId);
  expect((await exchange(tenant, url, { userId: 1 })).status).toBe(403);
  expect((await exchange(tenant, url, { brandId: 1 })).status).toBe(403);
  expect((await exchange(tenant, url, { purpose: "login" })).status).toBe(403);
  expect((await exchange(tenant, url, { brandId: "9221" })).body).toMatchObject({
    errors: [{ field: "brandId" }],
  });
  await tenant.control("POST", "/clock", { advanceSeconds: 301 });
  expect((await exchange(tenant, url)).status).toBe(403);
});

test("Reconnect and Remove redirect in the same way and name the channel", async () => {
  const tenant = await testTenant();
  const { channelId } = await addChannel(tenant, "http://127.0.0.1:9");
  for (const action of ["reconnect", "remove"]) {
    const answer = await tenant.raw(`/cxone/console/points-of-contact/${channelId}/${action}`, {
      redirect: "manual",
    });
    const url = new URL(answer.headers.get("location") ?? "");
    expect([url.pathname, url.searchParams.get("channelId")]).toEqual([`/${action}`, channelId]);
  }
});
