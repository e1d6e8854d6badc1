import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHttpClient, type HttpClient, type HttpClientOptions } from "./client.ts";
import type { RequestLogRow } from "./request-log.ts";
import { startTestServer, type TestServer } from "./start-test-server.ts";
import type { UpstreamError } from "./upstream-error.ts";

let server: TestServer;
let client: HttpClient;
let rows: RequestLogRow[];

beforeEach(async () => {
  server = await startTestServer();
  rows = [];
});

afterEach(async () => {
  await client.close();
  await server.close();
});

function make(options: Partial<HttpClientOptions>): void {
  client = createHttpClient({
    log: { append: (row) => rows.push(row) },
    allowedPrivateHosts: () => [],
    ...options,
  });
}

const get = (url: string) => client.send({ operation: "test.get", method: "GET", url, idempotent: true });
const blocked = (url: string): Promise<UpstreamError> =>
  get(url).then(
    () => expect.fail(`${url} should have been refused`),
    (error: UpstreamError) => error,
  );

describe("the guard on the way out", () => {
  it.each([
    "http://127.0.0.1:PORT/",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://[::1]/",
    "https://[::ffff:7f00:1]/",
    "https://10.0.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://0.0.0.0/",
    "https://localhost/",
    "http://example.com/",
    "https://example.com:PORT/",
    "https://user:secret@example.com/",
    "file:///etc/passwd",
  ])("refuses %s, without a retry and with a row", async (url) => {
    make({});
    const error = await blocked(url.replace("PORT", String(server.port)));
    expect(error).toMatchObject({ kind: "blocked", attempts: 1, mayHaveHappened: false });
    expect(error.message).not.toContain("secret");
    expect(rows).toHaveLength(1);
    expect(rows[0]?.error).toMatch(/^blocked: /);
    expect(server.requests).toHaveLength(0);
  });

  it("refuses a name that resolves to a private address next to a public one", async () => {
    make({
      ports: [server.port],
      resolve: async () => [
        { address: "203.0.114.7", family: 4 },
        { address: "127.0.0.1", family: 4 },
      ],
    });
    const error = await blocked(`https://mixed.example.com:${server.port}/`);
    expect(error.kind).toBe("blocked");
    expect(error.message).toContain("mixed.example.com resolves to 127.0.0.1");
  });

  it("connects only to addresses it has judged, whatever the name says next time", async () => {
    const answers = ["10.9.9.9", "169.254.169.254"];
    let asked = 0;
    make({
      connectionsPerOrigin: 1,
      allowedPrivateHosts: () => ["rebind.example.com"],
      resolve: async () => {
        asked += 1;
        return [{ address: asked === 1 ? "127.0.0.1" : (answers.pop() ?? "169.254.169.254"), family: 4 }];
      },
    });
    const url = `http://rebind.example.com:${server.port}/`;
    expect((await get(url)).status).toBe(200);
    // The same connection is used again: no second look-up that could be answered differently.
    expect((await get(url)).status).toBe(200);
    expect(asked).toBe(1);
    server.answer((response) => response.writeHead(200, { connection: "close" }).end("{}"));
    await get(url);
    expect((await blocked(url)).kind).toBe("blocked");
    expect(asked).toBe(2);
  });

  it("sends the name, not the address, as host", async () => {
    make({
      allowedPrivateHosts: () => ["bot.internal"],
      resolve: async () => [{ address: "127.0.0.1", family: 4 }],
    });
    await get(`http://bot.internal:${server.port}/x`);
    expect(server.requests[0]?.headers.host).toBe(`bot.internal:${server.port}`);
  });

  it("asks the list on every call: taking a host off it closes the door at once", async () => {
    const listed = [server.host];
    make({ allowedPrivateHosts: async () => [...listed] });
    expect((await get(`${server.baseUrl}/`)).status).toBe(200);
    listed.pop();
    expect((await blocked(`${server.baseUrl}/`)).kind).toBe("blocked");
    listed.push("127.0.0.1");
    expect((await get(`${server.baseUrl}/`)).status).toBe(200);
  });

  it("does not call a metadata address even for a listed name", async () => {
    make({
      allowedPrivateHosts: () => ["meta.internal"],
      resolve: async () => [{ address: "169.254.169.254", family: 4 }],
    });
    expect((await blocked("http://meta.internal/")).message).toContain("can never be called");
  });

  it("says that a name does not resolve, after one try", async () => {
    make({
      resolve: () => Promise.reject(Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" })),
    });
    const error = await get("https://nowhere.example.com/").catch((reason: UpstreamError) => reason);
    expect(error).toMatchObject({ kind: "connect", attempts: 1 });
  });
});
