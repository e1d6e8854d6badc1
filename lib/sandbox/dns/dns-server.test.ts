import { Resolver } from "node:dns/promises";
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { startSandbox } from "../start-sandbox.ts";
import { testTenant } from "../test-tenant.ts";

/** A resolver that asks only this sandbox, as the product's would. */
async function resolving() {
  const tenant = await testTenant();
  const { dns } = (await tenant.raw("/credentials.json")).body as { dns: { server: string } };
  const resolverWith = (timeout: number) => {
    const made = new Resolver({ timeout, tries: 1 });
    made.setServers([dns.server]);
    onTestFinished(() => made.cancel());
    return made;
  };
  // Patient, so that a slow machine is no fault of the server; the other is for questions that get no answer.
  const [resolver, impatient] = [resolverWith(15_000), resolverWith(300)];
  const set = (...records: Record<string, unknown>[]) => tenant.control("POST", "/dns", { records });
  const queries = async () =>
    ((await tenant.control("GET", "/requests?system=dns")).body as { requests: Record<string, unknown>[] })
      .requests;
  return { ...tenant, resolver, impatient, set, queries, server: dns.server };
}

test("records of every kind are answered as they were set, whatever letters the name is asked in", async () => {
  const { resolver, set } = await resolving();
  const long = `v=DKIM1; p=${"A".repeat(400)}`;
  const answer = await set(
    { name: "Shop.Example.", type: "TXT", value: "one" },
    { name: "long.shop.example", type: "TXT", value: long },
    { name: "shop.example", type: "MX", value: "10 inbound-smtp.us-west-2.amazonaws.com" },
    { name: "alias.shop.example", type: "CNAME", value: "target.shop.example." },
    { name: "target.shop.example", type: "A", value: "192.0.2.7" },
    { name: "target.shop.example", type: "AAAA", value: "2001:db8::7" },
    { name: "shop.example", type: "NS", value: "ns1.provider.example" },
  );
  expect(answer.status).toBe(200);
  expect(await resolver.resolveTxt("SHOP.example")).toEqual([["one"]]);
  expect((await resolver.resolveTxt("long.shop.example")).map((parts) => parts.join(""))).toEqual([long]);
  expect(await resolver.resolveMx("shop.example")).toMatchObject([
    { exchange: "inbound-smtp.us-west-2.amazonaws.com", priority: 10 },
  ]);
  expect(await resolver.resolveCname("alias.shop.example")).toEqual(["target.shop.example"]);
  expect(await resolver.resolve4("alias.shop.example")).toEqual(["192.0.2.7"]);
  expect(await resolver.resolve6("target.shop.example")).toEqual(["2001:db8::7"]);
  expect(await resolver.resolveNs("shop.example")).toEqual(["ns1.provider.example"]);
});

test("a name that is there without the type is told apart from a name that is not there", async () => {
  const { resolver, set } = await resolving();
  await set({ name: "a.b.shop.example", type: "TXT", value: "deep" });
  await expect(resolver.resolveMx("a.b.shop.example")).rejects.toMatchObject({ code: "ENODATA" });
  await expect(resolver.resolveTxt("b.shop.example")).rejects.toMatchObject({ code: "ENODATA" });
  await expect(resolver.resolveTxt("c.shop.example")).rejects.toMatchObject({ code: "ENOTFOUND" });
});

test("faults make the server fail, refuse, stay silent and be slow; what was asked is recorded", async () => {
  const { resolver, impatient, set, control, queries } = await resolving();
  await set({ name: "shop.example", type: "TXT", value: "one" });
  const fault = (more: Record<string, unknown>) =>
    control("POST", "/faults", { system: "dns", method: "TXT", pathPattern: "^shop", times: 1, ...more });
  const ask = () => resolver.resolveTxt("shop.example").catch((error: { code: string }) => error.code);
  await fault({ body: "SERVFAIL" });
  expect(await ask()).toBe("ESERVFAIL");
  await fault({ status: 403 });
  expect(await ask()).toBe("EREFUSED");
  await fault({ body: "NXDOMAIN" });
  expect(await ask()).toBe("ENOTFOUND");
  await fault({ body: "NOERROR" });
  expect(await ask()).toBe("ENODATA");
  await fault({ drop: "before" });
  await expect(impatient.resolveTxt("shop.example")).rejects.toMatchObject({ code: "ETIMEOUT" });
  await fault({ delayMs: 50 });
  expect(await ask()).toEqual([["one"]]);
  expect((await queries()).map(({ method, path, status }) => [method, path, status])).toEqual([
    ["TXT", "shop.example", 2],
    ["TXT", "shop.example", 5],
    ["TXT", "shop.example", 3],
    ["TXT", "shop.example", 0],
    ["TXT", "shop.example", null],
    ["TXT", "shop.example", 0],
  ]);
});

test("an answer cut short over UDP comes whole over TCP, and so does one that is too long", async () => {
  const { resolver, set, control, queries } = await resolving();
  await set({ name: "shop.example", type: "TXT", value: "one" });
  await control("POST", "/faults", { system: "dns", times: 1, truncate: true });
  expect(await resolver.resolveTxt("shop.example")).toEqual([["one"]]);
  expect((await queries()).map(({ query }) => query)).toEqual([{ transport: "udp" }, { transport: "tcp" }]);
  const values = Array.from({ length: 12 }, (_, at) => `${at} ${"x".repeat(180)}`);
  await control("POST", "/dns", { name: "big.example", type: "TXT", values });
  expect(await resolver.resolveTxt("big.example")).toHaveLength(12);
});

test("setting a type of a name replaces it, adding keeps it, and a CNAME stands alone", async () => {
  const { resolver, set, control } = await resolving();
  await set({ name: "shop.example", type: "TXT", value: "one" });
  await set({ name: "shop.example", type: "TXT", value: "two" });
  await control("POST", "/dns", { name: "shop.example", type: "TXT", value: "three", add: true });
  expect((await resolver.resolveTxt("shop.example")).flat().sort()).toEqual(["three", "two"]);
  const refused = await set({ name: "shop.example", type: "CNAME", value: "elsewhere.example" });
  expect([refused.status, JSON.stringify(refused.body)]).toEqual([400, expect.stringContaining("CNAME")]);
  await control("DELETE", "/dns?name=shop.example&type=TXT");
  await expect(resolver.resolveTxt("shop.example")).rejects.toMatchObject({ code: "ENOTFOUND" });
});

test.each([
  [{ name: "shop.example", type: "SRV", value: "x" }, "type"],
  [{ name: "a b.example", type: "TXT", value: "x" }, "name"],
  [{ name: "shop.example", type: "A", value: "300.1.1.1" }, "IPv4"],
  [{ name: "shop.example", type: "TXT", value: "" }, "TXT"],
])("what no zone can hold is refused: %j", async (record, word) => {
  const { set } = await resolving();
  const answer = await set(record);
  expect([answer.status, JSON.stringify(answer.body)]).toEqual([400, expect.stringContaining(word)]);
});

test("records survive a reset only as the seed has them", async () => {
  const { resolver, set, control } = await resolving();
  await set({ name: "shop.example", type: "TXT", value: "one" });
  const before = await resolver.resolveTxt("_amazonses.acme.example");
  await control("POST", "/reset");
  await expect(resolver.resolveTxt("shop.example")).rejects.toMatchObject({ code: "ENOTFOUND" });
  expect(await resolver.resolveTxt("_amazonses.acme.example")).toEqual(before);
});

/** A port that somebody else listens on while the one two below is free for a sandbox. */
async function besideTakenPort() {
  for (;;) {
    const taken = createServer();
    taken.listen(0, "127.0.0.1");
    await once(taken, "listening");
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as AddressInfo;
    const sandbox = await startSandbox({ port: port - 2, dataDir: null }).catch(() => null);
    if (sandbox) return { port, sandbox };
  }
}

test("the name server is two above the sandbox's port or on a free one, and nothing listens after the end", async () => {
  const { port: taken, sandbox } = await besideTakenPort();
  const { dns } = (await (await fetch(`${sandbox.baseUrl}/credentials.json`)).json()) as {
    dns: { server: string };
  };
  await sandbox.close();
  const port = Number(dns.server.split(":")[1]);
  expect(port).not.toBe(taken);
  const socket = connect(port, "127.0.0.1");
  const [error] = (await once(socket, "error")) as [Error & { code: string }];
  expect(error.code).toBe("ECONNREFUSED");
});
