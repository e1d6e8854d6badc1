import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { json } from "#lib/http/start-test-server.ts";
import { listCategories } from "./categories.ts";
import { listFolders } from "./folders.ts";
import { PAGE_SIZE } from "./pages.ts";
import { engageFailure, idOf, page, startTestAccount, type TestAccount } from "./start-test-account.ts";
import { listUsers } from "./users.ts";

let account: TestAccount;

beforeEach(async () => {
  account = await startTestAccount();
});
afterEach(() => account.close());

const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `u${from + index}`,
    email: `u${from + index}@example.com`,
  }));

/** Answers as Engage does: what is asked for, out of so many. */
function serve(
  total: number,
  largest = PAGE_SIZE,
  countOf: (offset: number) => number | undefined = () => total,
) {
  account.server.answer((response, request, socket) => {
    const query = new URL(request.path, account.server.baseUrl).searchParams;
    const offset = Number(query.get("offset"));
    const limit = Math.min(largest, Number(query.get("limit")));
    const records = rows(offset, Math.max(0, Math.min(limit, total - offset)));
    json(200, { count: countOf(offset), offset, limit, records })(response, request, socket);
  });
}

describe("paging to the end", () => {
  it.each([0, 1, 149, 150, 151, 600])("gives all of %i rows", async (total) => {
    serve(total);
    expect(await listUsers(account.client())).toHaveLength(total);
    expect(account.seen()).toHaveLength(Math.max(1, Math.ceil(total / 150)));
  });

  it("asks for 150 and for the next ones", async () => {
    serve(200);
    await listUsers(account.client(), { roleId: "r1" });
    expect(account.seen()).toEqual([
      "GET /1.0/users?role_id=r1&offset=0&limit=150",
      "GET /1.0/users?role_id=r1&offset=150&limit=150",
    ]);
  });

  it("takes what it gets from a server that gives less at once, or says no count", async () => {
    serve(95, 30);
    expect(await listUsers(account.client())).toHaveLength(95);
    serve(301, 150, () => undefined);
    expect(await listUsers(account.client())).toHaveLength(301);
  });

  it("ends when a page repeats: the server ignores the offset", async () => {
    account.server.answer(page(rows(0, 150), 4_320));
    expect(await listUsers(account.client())).toHaveLength(150);
    expect(account.seen()).toHaveLength(2);
  });

  it("ends when the count grows with every page but rows do not", async () => {
    serve(160, 150, (offset) => offset + 1_000);
    expect(await listUsers(account.client())).toHaveLength(160);
  });

  it("gives up on a list without end", async () => {
    serve(Number.MAX_SAFE_INTEGER, 1, (offset) => offset + 1_000);
    expect((await engageFailure(listUsers(account.client()))).code).toBe("too_many_pages");
    expect(account.seen()).toHaveLength(200);
  });

  it("keeps a row once that moved to the next page while we read", async () => {
    account.server.answer(page(rows(0, 150), 151), page(rows(149, 2), 151, 150));
    expect(await listUsers(account.client())).toHaveLength(151);
  });

  it("takes a bare list for all there is", async () => {
    account.server.answer(json(200, [{ id: idOf("a"), label: "Chats" }]));
    expect(await listFolders(account.client())).toMatchObject([{ id: idOf("a"), label: "Chats" }]);
    expect(account.seen()).toHaveLength(1);
  });
});

it("does not trust a filter that the server may not know", async () => {
  account.server.answer(page([{ id: "a", parent_id: "p" }, { id: "b" }, { id: "c", parent_id: "q" }]));
  const client = account.client();
  expect((await listCategories(client, { parentId: "p" })).map(({ id }) => id)).toEqual(["a"]);
  expect((await listCategories(client, { parentId: null })).map(({ id }) => id)).toEqual(["b"]);
  expect(await listCategories(client)).toHaveLength(3);
});
