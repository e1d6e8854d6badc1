import { expect, test } from "vitest";
import { Collection } from "./collection.ts";

type Row = { id: string; thread: string; text: string };

test("a message that is changed keeps its place in its thread, and loses it in another", () => {
  const rows = new Collection<Row>("rows", { thread: (row) => row.thread }, () => {});
  for (const id of ["a", "b", "c"]) rows.put(id, { id, thread: "one", text: "" });
  const ids = (thread: string) => rows.where("thread", thread).map((row) => row.id);
  rows.update("a", { text: "changed" });
  expect(ids("one")).toEqual(["a", "b", "c"]);
  rows.update("b", { thread: "two" });
  expect([ids("one"), ids("two")]).toEqual([["a", "c"], ["b"]]);
  rows.remove("a");
  expect(ids("one")).toEqual(["c"]);
});

test("the keys of an index are those that rows have now, and the first row of one is found without the others", () => {
  const rows = new Collection<Row>("rows", { thread: (row) => row.thread }, () => {});
  for (const id of ["a", "b", "c"]) rows.put(id, { id, thread: id === "c" ? "two" : "one", text: "" });
  expect(rows.keys("thread")).toEqual(["one", "two"]);
  rows.update("c", { thread: "one" });
  expect([rows.keys("thread"), rows.keys("nothing")]).toEqual([["one"], []]);
  rows.remove("a");
  expect([rows.count("thread", "one"), rows.count("thread", "two")]).toEqual([2, 0]);
  expect([rows.firstWhere("thread", "one")?.id, rows.firstWhere("thread", "two")]).toEqual(["b", undefined]);
});
