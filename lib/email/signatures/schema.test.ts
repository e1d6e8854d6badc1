import { expect, test } from "vitest";
import { assignInput, signatureChange, signatureInput } from "./schema.ts";

const signature = { name: "Sales", plain: "{{agent.name}}", html: "", fields: {}, note: "" };

test.each<[string, object, string, RegExp]>([
  ["neither text nor HTML (M-45)", { plain: " \n", html: "  " }, "plain", /plain text signature, an HTML/],
  ["5 MB of HTML", { html: "x".repeat(5_000_000) }, "html", /At most 2 MB; this has 5\.0 MB/],
  ["a NUL in the HTML", { html: "a\0b" }, "html", /NUL/],
  ["a NUL in the text", { plain: "a\0b" }, "plain", /NUL/],
  ["more text than anybody reads", { plain: "x".repeat(10_001) }, "plain", /At most 10,000/],
  ["no name", { name: "  " }, "name", /Enter a name/],
  ["a value of what is no variable", { fields: { "a b": "x" } }, "fields.a b", /letters and digits/],
])("%s is refused at its field, new or changed", (_what, more, field, sentence) => {
  for (const { error } of [
    signatureInput.safeParse({ connectionId: "con_1", ...signature, ...more }),
    signatureChange.safeParse({ version: 1, ...signature, ...more }),
  ]) {
    expect(error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
    expect(error?.issues[0]?.message).toMatch(sentence);
  }
});

test.each([
  ["text alone", { plain: "x", html: "" }],
  ["HTML alone", { plain: "", html: "<p>x</p>" }],
  ["both", { plain: "x", html: "<p>x</p>" }],
])("%s will do (M-45)", (_what, bodies) => {
  expect(signatureInput.safeParse({ connectionId: "con_1", ...signature, ...bodies }).success).toBe(true);
});

test("nobody is given one without what they had, and no id that no agent can have", () => {
  const isTaken = (agent: object) => assignInput.safeParse({ agents: [agent] }).success;
  expect(isTaken({ agentId: 30101, from: null })).toBe(true);
  expect(
    [{ agentId: 30101 }, { agentId: 0, from: null }, { agentId: 2 ** 31, from: null }].map(isTaken),
  ).toEqual([false, false, false]);
  expect(assignInput.safeParse({ agents: [] }).success).toBe(false);
});
