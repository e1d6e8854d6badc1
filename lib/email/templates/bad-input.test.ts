// Bad input of the M-40 row as it comes over the API: refused at its field, in a sentence, and nothing is written.
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import * as routes from "#app/api/email/templates/route.ts";
import { systemCtx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createToken } from "#lib/people/create-token.ts";
import { withVoiceConnections } from "#lib/transfers/policies/scene.ts";
import { diffLines, hunksOf } from "#lib/versions/mapping.ts";

withTestDatabase();
const connections = withVoiceConnections();
let token = "";
beforeAll(async () => {
  ({ token } = await createToken(systemCtx("test"), { name: "Script", role: "operator", expiresInDays: 1 }));
});

async function post(other: object) {
  const body = { connectionId: connections.acd(), name: "Bad", html: "<p>x</p>", ...other };
  const request = new Request("http://localhost:3000/api/email/templates", {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  const answer = await routes.POST(request, { params: Promise.resolve({}) });
  const { fields = {} } = (await answer.json()) as { fields?: Record<string, string> };
  return { status: answer.status, fields };
}

test.each<[string, object, string, RegExp]>([
  ["no name", { name: "  " }, "name", /Enter a name/],
  ["81 characters", { name: "x".repeat(81) }, "name", /at most 80/],
  ["a line break in the name", { name: "Welcome\r\nBcc: a@example.com" }, "name", /one line/],
  ["no HTML", { html: " \n" }, "html", /Enter the HTML/],
  ["5 MB", { html: "x".repeat(5_000_000) }, "html", /At most 2 MB; this has 5\.0 MB/],
  ["2 MB and a byte", { html: "x".repeat(2_000_001) }, "html", /At most 2 MB/],
  ["2 MB of letters that take two bytes", { html: "ä".repeat(1_000_001) }, "html", /At most 2 MB/],
  ["a NUL", { html: "a\0b" }, "html", /NUL/],
  ["a variable that is none", { sample: { "a b": "x" } }, "sample.a b", /letters and digits/],
  ["an unknown field", { css: "x" }, "", /css/],
])("%s is refused at its field", async (_name, other, field, sentence) => {
  const { status, fields } = await post(other);
  expect(status).toBe(422);
  expect(fields[field]).toMatch(sentence);
  expect(await db().emailTemplate.count()).toBe(0);
});

describe("what a version changed", () => {
  const lines = fc.array(fc.constantFrom("<p>", "</p>", "a", "b", ""), { maxLength: 12 });

  test("is what leads from the old lines to the new ones, and back", () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const diff = diffLines(before.join("\n"), after.join("\n"));
        const of = (...kinds: string[]) =>
          diff.filter(({ kind }) => kinds.includes(kind)).map(({ text }) => text);
        expect(of("same", "removed").join("\n")).toBe(before.join("\n"));
        expect(of("same", "added").join("\n")).toBe(after.join("\n"));
        const shown = hunksOf(diff)
          .flatMap((hunk) => hunk.lines)
          .filter(({ kind }) => kind !== "same");
        expect(shown).toHaveLength(of("added", "removed").length);
      }),
    );
  });

  test("of two that differ in 100,000 lines is told at once", () => {
    const many = (word: string) => Array.from({ length: 100_000 }, (_, at) => `${word} ${at}`).join("\n");
    expect(diffLines(many("a"), many("b"))).toHaveLength(200_000);
  });
});
