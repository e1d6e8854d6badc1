import { expect, test } from "vitest";
import { engageIds, received, records, refused, testEngage } from "./test-engage.ts";

const { users, sources, categories, channels } = engageIds;

/** A domain in task mode where Malik may answer on the web chat. */
async function taskMode() {
  const engage = await testEngage();
  await engage.rest("PUT", "/settings?push_enabled=true");
  await engage.rest("PUT", `/users/${users.malik}/sources_permissions?${sources.webchat}=read,reply`);
  return engage;
}

test("folders have no tasks; task mode is a setting", async () => {
  const engage = await testEngage();
  await received(engage);
  expect(records(await engage.rest("GET", "/tasks"))).toEqual([]);
  expect((await engage.rest("PUT", "/settings", { push_enabled: "1" })).body).toMatchObject({
    push_enabled: true,
  });
  await received(engage, "m2", { thread_id: "chat-2" });
  const [task] = records(await engage.rest("GET", "/tasks"));
  expect(task).toMatchObject({ channel_id: channels.realtime, agent_ids: [], completed_at: null });
  for (const field of ["position", "estimated_wait_time", "queue"]) expect(task).not.toHaveProperty(field);
});

test("tasks are listed by queue and channel, the latest first, which is not the order of the queue", async () => {
  const engage = await taskMode();
  const first = await received(engage);
  await engage.control("POST", "/clock", { advanceSeconds: 5 });
  const second = await received(engage, "m2", { thread_id: "chat-2" });
  const threads = async (query: string) =>
    records(await engage.rest("GET", `/tasks${query}`)).map((row) => row.thread_id);
  expect(await threads("")).toEqual([second.thread.id, first.thread.id]);
  expect(await threads(`?channel_id=${channels.async}`)).toEqual([]);
  expect(await threads(`?queue=workbin_${users.malik}`)).toEqual([]);
});

test("a task is completed in a workbin only, and moved to no queue of the system", async () => {
  const engage = await taskMode();
  await received(engage);
  const [task] = records(await engage.rest("GET", "/tasks"));
  const call = (path: string) => engage.rest("POST", `/tasks/${task?.id}${path}`);
  expect(await call("/complete")).toMatchObject(refused(403, "forbidden"));
  expect(await call(`/move?queue=workbin_${users.malik}`)).toMatchObject(
    refused(422, "unprocessable_entity"),
  );
  const transferred = await call(`/transfer?agent_ids[]=${users.malik}&bypass=true`);
  expect(transferred.body).toMatchObject({ agent_ids: [users.malik], transfered_at: expect.any(String) });
  expect(records(await engage.rest("GET", `/tasks?queue=workbin_${users.malik}`))).toHaveLength(1);
  expect((await call("/complete")).body).toMatchObject({ completed_at: expect.any(String) });
  expect(records(await engage.rest("GET", "/tasks"))).toEqual([]);
});

test("a source is in one group of channels at most, and needs one for tasks", async () => {
  const engage = await taskMode();
  const group = (id: string) => engage.rest("GET", `/channels/${id}`);
  await engage.rest("PUT", `/channels/${channels.async}?source_ids[]=${sources.webchat}`);
  expect((await group(channels.realtime)).body).toMatchObject({
    source_ids: [sources.partner, sources.apple],
  });
  expect((await engage.rest("GET", `/content_sources/${sources.webchat}`)).body).toMatchObject({
    channel_id: channels.async,
  });
  await engage.rest("PUT", `/channels/${channels.async}?source_ids[]=`);
  await received(engage);
  expect(records(await engage.rest("GET", "/tasks"))).toEqual([]);
});

test("status is a bare list of connected agents, who are filtered by skill and by reply on the source", async () => {
  const engage = await taskMode();
  expect(await engage.rest("GET", "/status")).toMatchObject({ status: 200, body: [] });
  expect(await engage.rest("GET", `/status/${users.malik}`)).toMatchObject(refused(404, "disconnected"));
  expect(await engage.rest("GET", `/status/${"0".repeat(24)}`)).toMatchObject(refused(404, "not_found"));
  const agents = [{ id: users.malik, presence: "available" }];
  await engage.control("POST", "/engage/set-up", { agents });
  const list = async (query: string) => (await engage.rest("GET", `/status${query}`)).body;
  const malik = { agent_id: users.malik, custom_status: null };
  const own = `?source_ids[]=${sources.webchat}&category_ids[]=${categories.orders}`;
  expect(await list(own)).toMatchObject([malik]);
  expect(await list(`?source_ids[]=${sources.apple}`)).toEqual([]);
  const some = await engage.rest("PUT", `/status/${users.malik}?status[${channels.async}]=away`);
  expect(some).toMatchObject(refused(422, "unprocessable_entity"));
  const all = `status[${channels.async}]=available&status[${channels.realtime}]=away`;
  expect((await engage.rest("PUT", `/status/${users.malik}?${all}`)).body).toMatchObject({
    channels: [
      { id: channels.realtime, name: "Realtime", status: "away", busyness: "unoccupied" },
      { id: channels.async, name: "Async", status: "available", busyness: "unoccupied" },
    ],
  });
});

test("an attachment is sent as a form with a file and comes back at its address", async () => {
  const engage = await testEngage();
  const form = new FormData();
  form.set("file", new File(["Größe"], "note.txt", { type: "text/plain" }));
  form.set("private", "true");
  const answer = await engage.raw(`${engage.engage.apiBaseUrl}/1.0/attachments`, {
    method: "POST",
    headers: { authorization: `Bearer ${engage.engage.apiToken}` },
    body: form,
  });
  expect(answer).toMatchObject({ status: 200, body: { filename: "note.txt", size: 7, public: false } });
  const { url } = answer.body as { url: string };
  expect((await engage.raw(url)).body).toBe("Größe");
});

test("what happened is in the audit events, for those who may search them", async () => {
  const engage = await testEngage();
  const { content, thread } = await received(engage);
  await engage.rest("POST", `/interventions?content_id=${content.id}`);
  const [event] = records(await engage.rest("GET", "/events"));
  expect(event).toMatchObject({
    name: "intervention.opened",
    user_id: users.robin,
    extra_infos: { content_thread_id: thread.id, content_source_id: sources.webchat },
  });
});
