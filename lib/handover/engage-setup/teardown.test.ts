import { afterEach, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { createCategory, listCategories } from "#lib/engage/categories.ts";
import { getContentSource, setDefaultCategories } from "#lib/engage/content-sources.ts";
import { listFolders } from "#lib/engage/folders.ts";
import { getSourcesPermissions } from "#lib/engage/source-permissions.ts";
import { getUser } from "#lib/engage/users.ts";
import { listWebhooks } from "#lib/engage/webhooks.ts";
import { engageIds } from "#lib/sandbox/state/engage-ids.ts";
import { INES, MALIK, type Walk, walkToReview } from "./walk-set-up.ts";
import { ana, withTestEngage } from "./with-test-engage.ts";

const { account, run, client, view } = withTestEngage();
const { sources, users, categories } = engageIds;

afterEach(async () => {
  await db().handoverProvider.deleteMany();
  await account().control("reset", {});
});

async function live(name: string): Promise<Walk> {
  const walk = await walkToReview(ana, account(), name);
  expect(await run((await walk.start()).id)).toBe("done");
  return walk;
}
test("a teardown takes back what was made, and lists what stays for a person", async () => {
  const engage = await client();
  await setDefaultCategories(engage, sources.webchat, [categories.orders]);
  const walk = await live("Gone");
  const { engage: target } = await db().handoverProvider.findUniqueOrThrow({ where: { id: walk.id } });
  const { agentIdentityId = "" } = target as { agentIdentityId?: string };
  expect((await getUser(engage, users.ines))?.identityIds).toContain(agentIdentityId);

  expect(await run((await walk.start("teardown")).id)).toBe("done");
  expect((await listCategories(engage)).some(({ name }) => name === "Cognigy")).toBe(false);
  expect((await getContentSource(engage, sources.webchat))?.defaultCategoryIds).toEqual([categories.orders]);
  expect(await listWebhooks(engage)).toEqual([]);
  expect((await listFolders(engage)).map(({ label }) => label)).toEqual(["My open cases"]);
  for (const { userId } of [INES, MALIK]) {
    expect((await getSourcesPermissions(engage, userId))?.[sources.webchat]).toBeUndefined();
    expect((await getUser(engage, userId))?.identityIds).toEqual([]);
  }
  const row = await db().handoverProvider.findUniqueOrThrow({ where: { id: walk.id } });
  expect(row).toMatchObject({ state: "removed", channelId: null, engage: null });
  expect((await view(walk.id)).byHand.map(({ id }) => id)).toEqual(["source", "identities"]);
});

test("categories that were there, and those that conversations have, stay", async () => {
  const engage = await client();
  const parent = await createCategory(engage, { name: "Cognigy" });
  const bot = await createCategory(engage, { name: "Bot", parentId: parent.id });
  const walk = await live("Shared");
  const all = await listCategories(engage);
  expect(all.filter(({ name, parentId }) => name === "Bot" && parentId === parent.id)).toHaveLength(1);
  expect(all.filter(({ name }) => name === "Cognigy")).toHaveLength(1);
  await account().rest("POST", "/categories", { name: "More", parent_id: parent.id });
  expect(await run((await walk.start("teardown")).id)).toBe("done");
  const left = await listCategories(engage, { parentId: parent.id });
  expect(left.map(({ id, name }) => [name, id === bot.id])).toEqual([
    ["Bot", true],
    ["More", false],
  ]);
});

test("the names are looked for on all pages, and below the right parent (E-20)", async () => {
  const engage = await client();
  const parent = await createCategory(engage, { name: "Cognigy" });
  // Past the account's own door: our client would spend its minute on them.
  for (let count = 0; count < 155; count += 1)
    await account().rest("POST", "/categories", { name: `Topic ${count}` });
  const agent = await createCategory(engage, { name: "Agent", parentId: parent.id });
  const walk = await walkToReview(ana, account(), "Many");
  const lines = (await walk.plan()).lines.filter(({ kind }) => kind === "category");
  expect(lines.map(({ action, remoteId }) => [action, remoteId])).toEqual([
    ["adopt", parent.id],
    // There is a Bot below another parent; it is none of ours.
    ["create", null],
    ["adopt", agent.id],
  ]);
});
