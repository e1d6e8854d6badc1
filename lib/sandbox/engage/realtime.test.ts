import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { sdkSignature } from "./sdk-signature.ts";
import { engageIds, message, person, received, records, refused, testEngage } from "./test-engage.ts";

const said = (status: number, body: string) => ({ status, body });
const { sources } = engageIds;

test("the signature is that of the vendor's own example", () => {
  const key = "3YJZzqMJ5Ec7i2JGvnt8TgvleD7dtpwpmag4S6MuRA2GQdfvV4STIsxDRJ4fEjO8";
  const body = '{"action":"implementation.info","time":"2012-10-01T17:18:40Z"}';
  expect(sdkSignature(body, key)).toBe(
    "826b61e7939505b2e773ef43a2aad53ec0385dd9d783fbd1c8fea00d0e2a3e2fb0ae0a5b2eb342356b61c41b5f19baec4c1f7e7e37a5b486fe9b593942017ff9",
  );
});

test("a message is said ok to in plain text, and imported afterwards", async () => {
  const engage = await testEngage();
  await engage.setSwitches({ engageImportDelayMs: 60_000 });
  const answer = await engage.realtime("messages.create", message("m1"));
  expect(answer).toMatchObject(said(200, "ok"));
  expect(answer.headers.get("content-type")).toContain("text/plain");
  // Whoever looks the thread up at once finds nothing.
  expect(records(await engage.rest("GET", '/content_threads?q=foreign:"chat-1"'))).toEqual([]);
  expect((await engage.flush()).body).toEqual({ imported: 1 });
  const [thread] = records(await engage.rest("GET", '/content_threads?q=foreign:"chat-1"'));
  expect(thread).toMatchObject({
    foreign_id: "chat-1",
    source_id: engage.engage.sourceId,
    contents_count: 1,
  });
});

test("the import comes by itself after its delay", async () => {
  const engage = await testEngage();
  await engage.realtime("messages.create", message("m1"));
  await vi.waitFor(async () => expect(records(await engage.rest("GET", "/contents"))).toHaveLength(1));
});

test("messages are imported in the order in which they came", async () => {
  const engage = await testEngage();
  for (const id of ["m1", "m2", "m3"]) await engage.realtime("messages.create", message(id));
  await engage.flush();
  const rows = records(await engage.rest("GET", "/contents?q=order:created_at.asc"));
  expect(rows.map((row) => row.foreign_id)).toEqual(["m1", "m2", "m3"]);
});

test("a signature in the address is as good as in the header", async () => {
  const engage = await testEngage();
  expect(await engage.realtime("users.create", person("u1"), { query: true })).toMatchObject(said(200, "ok"));
});

test.each([
  ["umlauts", '{"action":"users.create","params":{"id":"1","screenname":"Jörg","created_at":"06/11/2017"}}'],
  ["markup", '{"action":"users.create","params":{"id":"1","screenname":"<&>","created_at":"06/11/2017"}}'],
  ["emoji", '{"action":"users.create","params":{"id":"1","screenname":"🙂","created_at":"06/11/2017"}}'],
  ["numbers", '{ "action":"users.create", "params":{"id":1.0,"screenname":"x","created_at":1509926400000} }'],
])("the signature is over the bytes: %s", async (_name, body) => {
  const engage = await testEngage();
  expect(await engage.realtimeRaw(body)).toMatchObject(said(200, "ok"));
  const spaced = body.replace(",", ", ");
  const signature = sdkSignature(body, engage.engage.realtimeToken);
  expect(await engage.realtimeRaw(spaced, { signature })).toMatchObject(said(422, "Invalid signature"));
});

test("wrong tokens are told apart from wrong sources", async () => {
  const engage = await testEngage();
  const { apiToken, realtimeToken } = engage.engage;
  const invalid = said(422, "Invalid signature");
  expect(await engage.realtime("users.create", person("u1"), { token: apiToken })).toMatchObject(invalid);
  expect(await engage.realtime("users.create", person("u1"), { sourceId: sources.partner })).toMatchObject(
    invalid,
  );
  const upper = sdkSignature("{}", realtimeToken).toUpperCase();
  expect(await engage.realtimeRaw("{}", { signature: upper })).toMatchObject(invalid);
  expect(await engage.realtimeRaw("{}", { signature: "" })).toMatchObject(invalid);
  for (const sourceId of ["0".repeat(24), sources.email])
    expect(await engage.realtime("users.create", person("u1"), { sourceId })).toMatchObject(
      said(422, "Source not found"),
    );
});

test.each([
  ["this is no JSON", 400, "Bad request"],
  ['{"action":"messages.create"}', 400, "Invalid request format"],
  ['{"params":{}}', 400, "Invalid request format"],
  ["[]", 400, "Invalid request format"],
  ['{"action":"messages.destroy","params":{}}', 422, "Invalid action"],
  ['{"action":"implementation.info","params":{}}', 422, "Invalid action"],
  ['{"action":"messages.create","params":{"id":{},"body":"x"}}', 422, "Invalid resource format"],
  ['{"action":"messages.create","params":{"id":"1","author":"me"}}', 422, "Invalid resource format"],
  ['{"action":"messages.create","params":{"id":"1","format":"TEXT"}}', 422, "Invalid resource format"],
  ['{"action":"messages.create","params":{"id":"1","actions":"reply"}}', 422, "Invalid resource format"],
  ['{"action":"users.create","params":{"id":"1","gender":"other"}}', 422, "Invalid resource format"],
])("the endpoint answers %s with %i %s", async (body, status, words) => {
  const engage = await testEngage();
  expect(await engage.realtimeRaw(body)).toMatchObject(said(status, words));
});

test("a request of more than 20971520 bytes is refused, one of just that size is not", async () => {
  const engage = await testEngage();
  const frame = '{"action":"users.create","params":{"note":""}}';
  const filled = frame.replace('""', `"${"x".repeat(20_971_520 - frame.length)}"`);
  expect(await engage.realtimeRaw(filled)).toMatchObject(said(200, "ok"));
  const words = "Invalid request size (max: 20971520 bytes)";
  expect(await engage.realtimeRaw(`${filled} `)).toMatchObject(said(413, words));
});

test.each([
  ["no id", { id: null }],
  ["an empty body without attachments", { body: "" }],
  ["no thread", { thread_id: "" }],
  ["no author", { author: null }],
  ["an author without a screen name", { author: { id: "1", created_at: "2026-01-01" } }],
  ["an author without a date", { author: { id: "1", screenname: "One" } }],
  ["more than 20000 characters", { body: "x".repeat(20_001) }],
])("a message with %s is passed over in silence", async (_name, change) => {
  const engage = await testEngage();
  expect(await engage.realtime("messages.create", message("m1", change))).toMatchObject(said(200, "ok"));
  await engage.flush();
  expect(records(await engage.rest("GET", "/contents"))).toEqual([]);
});

test("the same ids twice make one message and one person", async () => {
  const engage = await testEngage();
  await received(engage, "m1");
  await received(engage, "m1", { body: "Mended" });
  await received(engage, "m2", { author: person("visitor-1", { firstname: "Vera" }) });
  const contents = records(await engage.rest("GET", "/contents?q=order:created_at.asc"));
  expect(contents.map((row) => row.body)).toEqual(["Mended", "Text of m2"]);
  const people = records(await engage.rest("GET", "/identities?foreign_id=visitor-1"));
  expect(people).toMatchObject([{ firstname: "Vera", display_name: "Vera" }]);
});

test("a new thread takes the default category of its source, and keeps it when that changes", async () => {
  const engage = await testEngage();
  const { billing, orders } = engageIds.categories;
  const path = `/content_sources/${engage.engage.sourceId}?default_category_ids[]=`;
  await engage.rest("PUT", `${path}${billing}`);
  const first = await received(engage);
  await engage.rest("PUT", `${path}${orders}`);
  const later = await received(engage, "m2");
  expect([first.thread, later.thread]).toMatchObject([
    { thread_category_ids: [billing] },
    { thread_category_ids: [billing] },
  ]);
});

test("typing is told once in two seconds per thread; stopping begins anew", async () => {
  const engage = await testEngage();
  const start = (thread_id: string) => engage.realtime("typing.start", { thread_id, preview: "Hel" });
  const tooMany = said(429, "too many typing requests, please try again in a few seconds");
  expect(await start("chat-1")).toMatchObject(said(200, "ok"));
  expect(await start("chat-1")).toMatchObject(tooMany);
  expect(await start("chat-2")).toMatchObject(said(200, "ok"));
  await engage.realtime("typing.stop", { thread_id: "chat-1" });
  expect(await start("chat-1")).toMatchObject(said(200, "ok"));
  await engage.control("POST", "/clock", { advanceSeconds: 2 });
  expect(await start("chat-1")).toMatchObject(said(200, "ok"));
});

test("the right API token opens nothing here, and the realtime token nothing there", async () => {
  const engage = await testEngage();
  const answer = await engage.restAs(engage.engage.realtimeToken)("GET", "/categories");
  expect(answer).toMatchObject(refused(401, "invalid_access_token"));
});

test("what is on its way at the end is imported after the next start", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "engage-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const first = await testEngage(folder);
  await first.setSwitches({ engageImportDelayMs: 60_000 });
  await first.realtime("messages.create", message("m1"));
  await first.close();
  const second = await testEngage(folder);
  expect((await second.flush()).body).toEqual({ imported: 1 });
  expect(records(await second.rest("GET", "/contents"))).toHaveLength(1);
});
