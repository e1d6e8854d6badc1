import { expect, test } from "vitest";
import { structuredProblem } from "./structured-content.ts";
import { message, person, testEngage } from "./test-engage.ts";

const messaging = ["view.messaging"];
const select = { type: "select", items: [{ title: "Yes", payload: "y" }] };

test.each([
  ["a view that cannot show it", select, [], "Source doesn't support structured contents"],
  ["no type", { items: [] }, messaging, "Type is required for structured contents"],
  ["an unknown type", { type: "map" }, messaging, "Source doesn't support this type of structured content"],
  ["no items", { type: "select", items: [] }, messaging, 'structured_content: "items" must not be empty'],
  ["no address", { type: "rich_link" }, messaging, 'structured_content: "url" must not be empty'],
  ["no title", { type: "template", title: "" }, messaging, 'structured_content: "title" must not be empty'],
  [
    "an item without title",
    { type: "carousel", items: [{ payload: "x" }] },
    messaging,
    'structured_content: "title" must not be empty',
  ],
  [
    "fourteen items",
    { type: "select", items: Array.from({ length: 14 }, () => ({ title: "x" })) },
    messaging,
    "Invalid resource format",
  ],
  [
    "a long title",
    { type: "select", items: [{ title: "x".repeat(81) }] },
    messaging,
    "Invalid resource format",
  ],
])("structured content with %s is refused in the vendor's words", (_name, content, options, words) => {
  expect(structuredProblem(content, options, true)).toBe(words);
});

test("structured content needs an author who speaks for the company", () => {
  expect(structuredProblem(select, messaging, false)).toBe("The author must be puppetizable");
  expect(structuredProblem(select, messaging, true)).toBeNull();
});

test("a source that has not declared a messaging view takes none, over the wire", async () => {
  const engage = await testEngage();
  const author = person("bot-1", { puppetizable: true });
  const sent = await engage.realtime(
    "messages.create",
    message("m1", { structured_content: select, author }),
  );
  expect(sent).toMatchObject({ status: 422, body: "Source doesn't support structured contents" });
});
