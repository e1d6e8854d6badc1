import { expect, test } from "vitest";
import {
  controlledPersona,
  engageIds,
  message,
  person,
  received,
  records,
  refused,
  type TestEngage,
  testEngage,
} from "./test-engage.ts";

const { users, sources, categories } = engageIds;
const unprocessable = refused(422, "unprocessable_entity");
const forbidden = refused(403, "forbidden");
const notThere = refused(404, "not_found");

type Row = Record<string, unknown>;

const update = (engage: TestEngage, thread: Row, ids: string[]) =>
  engage.rest(
    "PUT",
    `/content_threads/${thread.id}/update_categories?${ids.map((id) => `thread_category_ids[]=${id}`).join("&")}`,
  );

test("categories of a thread are replaced as a whole, and shown apart from those of its messages", async () => {
  const engage = await testEngage();
  const { thread, content } = await received(engage);
  expect((await update(engage, thread, [categories.billing, categories.orders])).body).toMatchObject({
    thread_category_ids: [categories.billing, categories.orders],
  });
  await engage.rest("PUT", `/contents/${content.id}/update_categories?category_ids[]=${categories.otherBot}`);
  const changed = await update(engage, thread, [categories.orders]);
  expect(changed.body).toMatchObject({
    thread_category_ids: [categories.orders],
    category_ids: [categories.orders, categories.otherBot],
  });
  expect((await update(engage, thread, [])).body).toMatchObject({ thread_category_ids: [] });
});

test("two of one family, a root that cannot be chosen and what does not exist are refused", async () => {
  const engage = await testEngage();
  const { thread } = await received(engage);
  await engage.rest("PUT", `/categories/${categories.topics}?multiple=false`);
  for (const ids of [[categories.billing, categories.orders], [categories.topics], ["0".repeat(24)]])
    expect(await update(engage, thread, ids)).toMatchObject(unprocessable);
  await engage.setSwitches({ engageSiblingCategories: "kept", engageUnknownCategory: "ignored" });
  expect(
    (await update(engage, thread, [categories.billing, categories.orders, "0".repeat(24)])).body,
  ).toMatchObject({
    thread_category_ids: [categories.billing, categories.orders],
  });
});

test("a thread that is being categorized refuses with 409", async () => {
  const engage = await testEngage();
  const { thread } = await received(engage);
  await engage.setSwitches({ engageCategorizingMs: 60_000 });
  expect((await update(engage, thread, [categories.orders])).status).toBe(200);
  expect(await update(engage, thread, [categories.billing])).toMatchObject(refused(409, "conflict"));
});

test("without read on the source a thread, its messages and its cases are not there", async () => {
  const engage = await testEngage();
  const { thread, content } = await received(engage);
  const { body } = await engage.rest("POST", `/interventions?content_id=${content.id}`);
  await engage.rest("PUT", `/users/${users.robin}/sources_permissions?${sources.webchat}=`);
  const paths = [
    `/content_threads/${thread.id}`,
    `/contents/${content.id}`,
    `/interventions/${(body as Row).id}`,
  ];
  for (const path of paths) expect(await engage.rest("GET", path)).toMatchObject(notThere);
  expect(await update(engage, thread, [categories.orders])).toMatchObject(notThere);
  for (const path of ["/content_threads", "/contents", "/interventions"])
    expect(records(await engage.rest("GET", path))).toEqual([]);
});

test("a Source SDK thread can be neither closed nor opened, and open is a GET", async () => {
  const engage = await testEngage();
  const { thread } = await received(engage);
  expect(await engage.rest("PUT", `/content_threads/${thread.id}/close`)).toMatchObject(forbidden);
  expect(await engage.rest("GET", `/content_threads/${thread.id}/open`)).toMatchObject(forbidden);
  expect(await engage.rest("PUT", `/content_threads/${thread.id}/open`)).toMatchObject(notThere);
});

test("an intervention is opened once, its status is a word of the reader's language", async () => {
  const engage = await testEngage();
  const { content, thread } = await received(engage);
  const open = () => engage.rest("POST", `/interventions?content_id=${content.id}`);
  expect(await open()).toMatchObject({
    status: 200,
    body: { user_id: users.robin, thread_id: thread.id, closed: false, closed_at: null, status: "Offen" },
  });
  expect(await open()).toMatchObject(unprocessable);
  await engage.rest("PUT", `/users/${users.robin}?locale=fr`);
  expect(records(await engage.rest("GET", "/interventions?status=active"))).toMatchObject([
    { status: "Ouverte" },
  ]);
});

/** A customer's message under an open case of the token's owner, who may write as a controlled identity. */
async function engaged() {
  const engage = await testEngage();
  const identity = await controlledPersona(engage);
  await engage.rest("PUT", `/users/${users.robin}?identity_ids[]=${identity}`);
  const { content, thread } = await received(engage);
  const opened = await engage.rest("POST", `/interventions?content_id=${content.id}`);
  const reply = (more = "") =>
    engage.rest("POST", `/contents?in_reply_to_id=${content.id}&body=Good%20day${more}`);
  return { engage, identity, content, thread, id: String((opened.body as Row).id), reply };
}

test("without replies an intervention can be cancelled and not closed; with them it is the other way round", async () => {
  const { engage, id, reply } = await engaged();
  expect(await engage.rest("PUT", `/interventions/${id}/close`)).toMatchObject(forbidden);
  expect((await reply()).status).toBe(200);
  expect(await engage.rest("DELETE", `/interventions/${id}/cancel`)).toMatchObject(forbidden);
  const closed = await engage.rest("PUT", `/interventions/${id}/close`);
  expect(closed.body).toMatchObject({ closed: true, status: "Geschlossen", user_replies_count: 1 });
  expect(await engage.rest("PUT", `/interventions/${id}/close`)).toMatchObject(forbidden);
});

test("opening a closed intervention again is the same call as opening one", async () => {
  const { engage, id, content, reply } = await engaged();
  await reply();
  await engage.rest("PUT", `/interventions/${id}/close`);
  const again = await engage.rest("POST", `/interventions?content_id=${content.id}`);
  expect(again.body).toMatchObject({ id, closed: false, closed_at: null });
});

test("somebody else's intervention is closed only with the right to change interventions", async () => {
  const { engage, id, reply } = await engaged();
  await reply();
  await engage.rest("PUT", `/interventions/${id}/reassign?user_id=${users.malik}`);
  const withRole = (role: string) => engage.rest("PUT", `/users/${users.robin}?role_id=${role}`);
  await withRole(engageIds.roles.reporting);
  expect(await engage.rest("PUT", `/interventions/${id}/close`)).toMatchObject(forbidden);
});

test("an intervention that is being cancelled refuses with 409, and is gone", async () => {
  const { engage, id, reply } = await engaged();
  await engage.setSwitches({ engageInterventionLockMs: 60_000 });
  await reply();
  expect((await engage.rest("PUT", `/interventions/${id}/close`)).status).toBe(200);
  expect(await engage.rest("PUT", `/interventions/${id}/close`)).toMatchObject(refused(409, "conflict"));
});

test("a reply is written as the first identity of the user, and goes out later", async () => {
  const { engage, identity, content, reply } = await engaged();
  const answer = await reply("&private=1");
  expect(answer).toMatchObject({
    status: 200,
    body: {
      author_id: identity,
      creator_id: users.robin,
      created_from: "api",
      status: "user_reply",
      private_message: true,
      foreign_id: null,
      in_reply_to_id: content.id,
      body_formatted: { text: "Good day", html: "<p>Good day</p>" },
    },
  });
  expect((await engage.rest("GET", `/contents/${content.id}`)).body).toMatchObject({ status: "replied" });
});

test("a reply takes an open intervention, an identity of one's own, and the right to reply", async () => {
  const { engage, content, reply } = await engaged();
  expect(await reply(`&author_id=${"0".repeat(24)}`)).toMatchObject(unprocessable);
  await engage.rest("PUT", `/users/${users.robin}/sources_permissions?${sources.webchat}=read`);
  expect(await reply()).toMatchObject(forbidden);
  await engage.rest("PUT", `/users/${users.robin}/sources_permissions?${sources.webchat}=read,reply`);
  await engage.rest("PUT", `/users/${users.robin}?identity_ids[]=`);
  expect(await reply()).toMatchObject(unprocessable);
  const bare = await engage.rest("POST", `/contents?in_reply_to_id=${content.id}`);
  expect(bare).toMatchObject(unprocessable);
});

test("what nobody engages in, and what does not allow reply, cannot be replied to", async () => {
  const engage = await testEngage();
  const identity = await controlledPersona(engage);
  await engage.rest("PUT", `/users/${users.robin}?identity_ids[]=${identity}`);
  const { content } = await received(engage);
  const reply = (id: unknown) => engage.rest("POST", `/contents?in_reply_to_id=${id}&body=Hello`);
  expect(await reply(content.id)).toMatchObject(unprocessable);
  const silent = await received(engage, "m2", { thread_id: "chat-2", actions: ["show"] });
  await engage.rest("POST", `/interventions?content_id=${silent.content.id}`);
  expect(await reply(silent.content.id)).toMatchObject(unprocessable);
});

test("to compose is not supported on a Source SDK source", async () => {
  const engage = await testEngage();
  const compose = () => engage.rest("POST", `/contents?source_id=${sources.webchat}&body=Hello`);
  expect(await compose()).toMatchObject(forbidden);
  const permission = `${sources.webchat}=read,reply,initiate_discussion`;
  await engage.rest("PUT", `/users/${users.robin}/sources_permissions?${permission}`);
  expect(await compose()).toMatchObject(refused(422, "compose_disabled_on_source"));
});

test("a persona's message counts as the company's: no case can be opened on it", async () => {
  const engage = await testEngage();
  await received(engage);
  await engage.realtime(
    "messages.create",
    message("b1", { author: person("bot-1", { puppetizable: true }) }),
  );
  await engage.flush();
  const [bot] = records(await engage.rest("GET", "/contents?q=text:b1"));
  expect(bot).toMatchObject({ status: "user_reply" });
  expect(await engage.rest("POST", `/interventions?content_id=${bot?.id}`)).toMatchObject(unprocessable);
});
