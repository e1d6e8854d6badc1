import { expect, test } from "vitest";
import { engageIds, person, received, records, refused, testEngage } from "./test-engage.ts";

const { sources, categories } = engageIds;

async function twoThreads() {
  const engage = await testEngage();
  const first = await received(engage, "m1", { thread_id: "chat 1", body: "My parcel is late" });
  await engage.control("POST", "/clock", { advanceSeconds: 60 });
  const second = await received(engage, "m2", { thread_id: "chat-2", author: person("visitor-2") });
  await engage.rest(
    "PUT",
    `/content_threads/${second.thread.id}/update_categories?thread_category_ids[]=${categories.orders}`,
  );
  const found = async (q: string) =>
    records(await engage.rest("GET", `/content_threads?q=${encodeURIComponent(q)}`)).map(
      (row) => row.foreign_id,
    );
  return { engage, first, second, found };
}

test("threads are found by every keyword, the one with the newest message first", async () => {
  const { found, first, engage } = await twoThreads();
  await engage.rest("POST", `/interventions?content_id=${first.content.id}`);
  expect(await found("")).toEqual(["chat-2", "chat 1"]);
  expect(await found("order:last_content_at.asc")).toEqual(["chat 1", "chat-2"]);
  expect(await found('foreign:"chat 1"')).toEqual(["chat 1"]);
  expect(await found("foreign:chat-")).toEqual([]);
  expect(await found("parcel late")).toEqual(["chat 1"]);
  expect(await found('"parcel is"')).toEqual(["chat 1"]);
  expect(await found(`categorized_in:${categories.orders}`)).toEqual(["chat-2"]);
  expect(await found(`-categorized_in:${categories.orders}`)).toEqual(["chat 1"]);
  expect(await found(`categorized_in:${categories.orders} categorized_in:${categories.billing}`)).toEqual([
    "chat-2",
  ]);
  expect(await found(`source:${sources.email} source:${sources.webchat} categorized:true`)).toEqual([
    "chat-2",
  ]);
  expect(await found("status_in:assigned")).toEqual(["chat 1"]);
  expect(await found("status_in:new status_in:assigned")).toHaveLength(2);
  expect(await found("active_and_assigned_to_me:true")).toEqual(["chat 1"]);
  expect(await found("-active_and_assigned_to_me:true")).toEqual(["chat-2"]);
  expect(await found('last_content_after:"30 seconds ago"')).toEqual(["chat-2"]);
  expect(await found('last_content_before:"30 seconds ago"')).toEqual(["chat 1"]);
  expect(await found(`identity:${first.content.author_id}`)).toEqual(["chat 1"]);
});

test("foreign_id and other unknown keywords are text, unless the switches say otherwise", async () => {
  const { found, engage } = await twoThreads();
  expect(await found('foreign_id:"chat-2"')).toEqual([]);
  await engage.setSwitches({ engageUnknownKeyword: "ignored" });
  expect(await found('foreign_id:"chat-2"')).toHaveLength(2);
  await engage.setSwitches({ engageUnknownKeyword: "refused" });
  expect(await engage.rest("GET", "/content_threads?q=foreign_id:chat-2")).toMatchObject(
    refused(400, "invalid_query"),
  );
  await engage.setSwitches({ engageForeignIdKeyword: true });
  expect(await found('foreign_id:"chat-2"')).toEqual(["chat-2"]);
});

test("contents are found by fewer keywords, not by foreign", async () => {
  const { engage, first } = await twoThreads();
  const found = async (q: string) =>
    records(await engage.rest("GET", `/contents?q=${encodeURIComponent(q)}`)).map((row) => row.foreign_id);
  expect(await found("")).toEqual(["m2", "m1"]);
  expect(await found("order:created_at.asc")).toEqual(["m1", "m2"]);
  expect(await found(`thread:"${first.thread.id}"`)).toEqual(["m1"]);
  expect(await found(`id:${first.content.id} status_in:new`)).toEqual(["m1"]);
  expect(await found("foreign:m1")).toEqual([]);
});
