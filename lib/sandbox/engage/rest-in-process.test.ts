import { expect, test } from "vitest";
import { buildApp } from "../build-app.ts";
import { engageIds } from "../state/engage-ids.ts";
import { newSource } from "../state/new-source.ts";
import { engageDomain, receiver } from "./test-domain.ts";

/** Rules whose cause only the state can hold: no call and no page brings it about. */
async function house() {
  const domain = await engageDomain();
  const { sandbox, engage } = domain;
  const app = buildApp(sandbox);
  const token = engage.tokens.get(engageIds.tokens.patchbay)?.token ?? "";
  const rest = async (method: string, path: string) => {
    const url = `http://sandbox/engage-api/1.0${path}${path.includes("?") ? "&" : "?"}access_token=${token}`;
    const answer = await app.fetch(new Request(url, { method }));
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  return { ...domain, rest };
}

test("a closed thread cannot be replied to", async () => {
  const { rest, engage, write, thread } = await house();
  const question = write("m1");
  await rest("POST", `/interventions?content_id=${question.id}`);
  engage.threads.update(thread(question.id).id, { closed: true });
  expect(await rest("POST", `/contents?in_reply_to_id=${question.id}&body=Hello`)).toEqual({
    status: 403,
    body: {
      error: "cant_reply_to_closed_thread",
      message: "Can't reply to closed thread",
      status: 403,
    },
  });
});

test("a reply that has not reached its source cannot be replied to", async () => {
  const { rest, engage, write } = await house();
  const question = write("m1");
  await rest("POST", `/interventions?content_id=${question.id}`);
  engage.contents.update(question.id, { synchronizationStatus: "export_pending" });
  expect(await rest("POST", `/contents?in_reply_to_id=${question.id}&body=Hello`)).toMatchObject({
    status: 422,
  });
});

test("an e-mail thread is closed after the answer, which still shows it open", async () => {
  const { rest, engage, write } = await house();
  const { email } = engageIds.sources;
  const question = write("m1");
  engage.threads.update(question.threadId, { sourceId: email });
  const path = `/content_threads/${question.threadId}`;
  expect(await rest("PUT", `${path}/close`)).toMatchObject({ status: 200, body: { closed: false } });
  await expect.poll(async () => (await rest("GET", path)).body.closed).toBe(true);
  expect(await rest("PUT", `${path}/close`)).toMatchObject({ status: 403 });
  expect(await rest("GET", `${path}/open`)).toMatchObject({ status: 200, body: { closed: true } });
  await expect.poll(async () => (await rest("GET", path)).body.closed).toBe(false);
});

test("a webhook is validated when it becomes active, and again with another address or secret", async () => {
  const { rest, sandbox } = await house();
  const validated: string[] = [];
  sandbox.engage.on("webhookSaved", (webhook) => validated.push(webhook.url));
  const { url } = await receiver((call) => ({ body: call.url.searchParams.get("hub.challenge") ?? "" }));
  const made = await rest("POST", `/webhooks?url=${url}&registered_events[]=task.created`);
  const path = `/webhooks/${made.body.id}`;
  expect(validated).toEqual([]);
  await rest("PUT", `${path}?active=true`);
  await rest("PUT", `${path}?verify_token=other&registered_events[]=task.taken`);
  expect(validated).toHaveLength(1);
  await rest("PUT", `${path}?secret=s2`);
  await rest("PUT", `${path}?url=${url}/b`);
  expect(validated.slice(1)).toEqual([url, `${url}/b`]);
});

test("a webhook without a name is called by its host and its token", async () => {
  const { rest, engage } = await house();
  await rest("POST", "/webhooks?url=https://bot.example/rce&registered_events[]=task.created");
  expect(engage.webhooks.list().map((row) => row.name)).toEqual(["bot.example Patchbay"]);
});

test("a source that is not there, or not of the Source SDK, has no threads for anybody", async () => {
  const { rest, engage, source } = await house();
  const hidden = newSource({ ...source(), id: "f".repeat(24), name: "Hidden" });
  engage.sources.put(hidden.id, hidden);
  expect(await rest("GET", `/content_sources/${hidden.id}`)).toMatchObject({ status: 404 });
});
