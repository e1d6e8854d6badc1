import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { jsonStyles, writeJson } from "./sdk-json.ts";

const hard = {
  action: "messages.create",
  params: {
    body: '<p>Grüße & "Küsse" 🎉 42</p>\\',
    estimated_wait_time: 30,
    ratio: 0.5,
    big: 1e21,
    none: null,
  },
};

test.each(jsonStyles)("%s is the same value in other bytes", (style) => {
  expect(JSON.parse(writeJson(hard, style))).toEqual(hard);
});

test("no two ways of writing have the same signature, and only one of them is what a re-serialiser would write", () => {
  const signatures = jsonStyles.map((style) =>
    createHmac("sha512", "token").update(writeJson(hard, style)).digest("hex"),
  );
  expect(new Set(signatures).size).toBe(jsonStyles.length);
  expect(jsonStyles.filter((style) => writeJson(hard, style) === JSON.stringify(hard))).toEqual([]);
});

test("each has its own trap", () => {
  expect(writeJson({ body: "ü🎉<&>" }, "ascii")).toBe('{"body":"\\u00fc\\ud83c\\udf89<&>"}');
  expect(writeJson({ body: "ü 1, 2", position: 1, list: [1, 2.5] }, "utf8")).toBe(
    '{"body":"ü 1, 2","position":1.0,"list":[1.0,2.5]}',
  );
  expect(writeJson({ body: "<ü&>" }, "escaped")).toBe('{"body":"\\u003cü\\u0026\\u003e"}');
  expect(writeJson({ a: 1, b: ["x"] }, "spaced")).toBe('{ "a": 1, "b": [ "x" ] }');
});
