import { beforeAll, describe, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { deleteView } from "./delete-view.ts";
import { listSavedViews } from "./reads.ts";
import { saveView } from "./save-view.ts";
import { MOST_VIEWS, savedViewInput } from "./schema.ts";

withTestDatabase();

const sue = testCtx("supervisor", { id: "usr_sue", name: "Sue" });
const bob = testCtx("supervisor", { id: "usr_bob", name: "Bob" });
const view = (name: string, query = "outcome=voicemail&period=yesterday@Europe/Berlin") =>
  ({ list: "transfers", name, query }) as const;
const names = async (ctx = sue) => (await listSavedViews(ctx, "transfers")).map(({ name }) => name);

beforeAll(async () => {
  for (const id of ["usr_sue", "usr_bob"])
    await db().user.create({ data: { id, email: `${id}@example.com`, name: id, role: "supervisor" } });
});

describe("a saved view", () => {
  test("is kept for the person who saved it, and nobody else sees or deletes it", async () => {
    const { id } = await saveView(sue, view("Voicemail yesterday"));
    expect(await listSavedViews(sue, "transfers")).toEqual([
      { id, name: "Voicemail yesterday", query: "outcome=voicemail&period=yesterday@Europe/Berlin" },
    ]);
    expect(await names(bob)).toEqual([]);
    await expect(deleteView(bob, id)).rejects.toMatchObject({ code: "not_found" });
    await saveView(bob, view("Voicemail yesterday"));
    await deleteView(sue, id);
    expect(await names()).toEqual([]);
    expect(await names(bob)).toEqual(["Voicemail yesterday"]);
  });

  test("has a name of its own, whatever the case, also when saved twice at once", async () => {
    const both = await Promise.allSettled([saveView(sue, view("Morning")), saveView(sue, view("MORNING"))]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(saveView(sue, view("morning"))).rejects.toMatchObject({ code: "name_taken" });
  });

  test("is one of so many", async () => {
    const kept = await names();
    for (let n = kept.length; n < MOST_VIEWS; n++) await saveView(sue, view(`View ${n}`));
    await expect(saveView(sue, view("One too many"))).rejects.toMatchObject({ code: "bad_input" });
  });

  test("goes with its owner, and a token has none", async () => {
    await db().user.delete({ where: { id: "usr_bob" } });
    expect(await db().savedView.count({ where: { userId: "usr_bob" } })).toBe(0);
    const token = { ...sue, actor: { kind: "apiToken", id: "tok_1", name: "t", role: "admin" } } as const;
    expect(await names(token)).toEqual([]);
    await expect(saveView(token, view("Of a token"))).rejects.toMatchObject({ code: "forbidden" });
  });

  test.each([view(""), view("n".repeat(61)), view("n", ""), { ...view("n"), list: "audit" }])(
    "%j is refused",
    (input) => expect(savedViewInput.safeParse(input).success).toBe(false),
  );
});
