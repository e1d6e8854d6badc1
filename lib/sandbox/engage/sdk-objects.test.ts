import { expect, test } from "vitest";
import { message, person, received, records, testEngage } from "./test-engage.ts";

async function imported(action: string, params: Record<string, unknown>) {
  const engage = await testEngage();
  expect(await engage.realtime(action, params)).toMatchObject({ status: 200, body: "ok" });
  await engage.flush();
  return {
    engage,
    contents: records(await engage.rest("GET", "/contents")),
    people: records(await engage.rest("GET", "/identities")),
    threads: records(await engage.rest("GET", "/content_threads")),
  };
}

test("a person's known fields fill the identity, the rest goes to its extra values", async () => {
  const { people, contents } = await imported(
    "users.create",
    person("u1", {
      firstname: "Ada",
      lastname: "Lovelace",
      email: "ada@example.com",
      gender: "woman",
      context_data: { tier: "gold" },
      shoe_size: 38,
    }),
  );
  expect(people).toMatchObject([
    {
      foreign_id: "u1",
      display_name: "Ada Lovelace",
      email: "ada@example.com",
      gender: "woman",
      extra_values: { tier: "gold" },
      identity_group_id: null,
      user_ids: [],
    },
  ]);
  expect(contents).toEqual([]);
});

test("without a format a body is html, and what stands between its tags is its text", async () => {
  const { contents } = await imported(
    "messages.create",
    message("m1", { format: null, body: "<p>a &lt; b</p>" }),
  );
  expect(contents).toMatchObject([
    { body_input_format: "html", body: "<p>a &lt; b</p>", first_in_thread: true },
  ]);
});

test("a message's data shows on its thread; external categories stay names", async () => {
  const more = { context_data: { lang: "de" }, categories: ["vip"] };
  const { contents, threads } = await imported("messages.create", message("m1", more));
  expect(contents).toMatchObject([
    { foreign_categories: ["vip"], category_ids: [], context_data: { lang: "de" } },
  ]);
  expect(threads).toMatchObject([{ extra_data: { lang: "de" }, category_ids: [] }]);
});

test("a thread can come before its messages, and keeps its title", async () => {
  const { engage, threads } = await imported("threads.create", { id: "chat-1", title: "Parcel" });
  expect(threads).toMatchObject([{ foreign_id: "chat-1", title: "Parcel", contents_count: 0 }]);
  const { thread } = await received(engage);
  expect(thread).toMatchObject({ id: threads[0]?.id, title: "Parcel", contents_count: 1 });
});

test("a private message needs whom it is for, and joins the thread of what it answers", async () => {
  const recipient = person("acme", { puppetizable: true });
  const first = message("p1", { thread_id: null, recipient });
  const { engage, contents, threads } = await imported("private_messages.create", first);
  expect(contents).toMatchObject([{ private_message: true }]);
  expect(threads).toMatchObject([{ foreign_id: "p1" }]);
  const answer = message("p2", { thread_id: null, recipient, in_reply_to_id: "p1" });
  await engage.realtime("private_messages.create", answer);
  await engage.realtime("private_messages.create", message("p3", { thread_id: null }));
  await engage.flush();
  expect(records(await engage.rest("GET", "/content_threads"))).toMatchObject([{ contents_count: 2 }]);
  expect(records(await engage.rest("GET", "/contents"))[0]).toMatchObject({
    foreign_id: "p2",
    in_reply_to_id: contents[0]?.id,
  });
});

test("attachments come by address or in base64, and then need no body", async () => {
  const attachments = [
    { url: "https://files.example/a/picture.png?x=1", type: "image/png" },
    { content: Buffer.from("hello").toString("base64"), filename: "note.txt" },
  ];
  const { engage, contents } = await imported("messages.create", message("m1", { body: null, attachments }));
  const [picture, note] = (contents[0]?.attachments ?? []) as {
    url: string;
    filename: string;
    size: number;
  }[];
  expect(picture).toMatchObject({ filename: "picture.png", url: attachments[0]?.url });
  expect(note).toMatchObject({ filename: "note.txt", size: 5 });
  expect((await engage.raw(note?.url ?? "")).body).toBe("hello");
});

test("what is older than two months is archived: nobody shall answer it", async () => {
  const { contents } = await imported(
    "messages.create",
    message("m1", { created_at: "2020-01-01T00:00:00Z" }),
  );
  expect(contents).toMatchObject([{ status: "ignored", created_at: "2020-01-01T00:00:00Z" }]);
});

test.each(["2019-10-01T17:18:40Z", "06/11/2017", 1_509_926_400_000])(
  "the date %s is understood",
  async (date) => {
    const { people } = await imported("users.create", { ...person("u1"), created_at: date });
    expect(people).toHaveLength(1);
  },
);

test("both dates of a person can be asked for, or none", async () => {
  const { engage } = await imported("users.create", person("u1"));
  await engage.setSwitches({ engageUserDates: "both", engageImportDelayMs: 60_000 });
  await engage.realtime("users.create", person("u2"));
  await engage.realtime("users.create", person("u3", { updated_at: "2026-11-21T10:00:00Z" }));
  await engage.setSwitches({ engageUserDates: "none" });
  await engage.realtime("users.create", { id: "u4", screenname: "Four" });
  // What waits is read as the switch stands when its turn comes.
  await engage.setSwitches({ engageUserDates: "both" });
  await engage.flush();
  const ids = records(await engage.rest("GET", "/identities")).map((row) => row.foreign_id);
  expect(ids.sort()).toEqual(["u1", "u3"]);
});
