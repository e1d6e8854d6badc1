import fs from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { anchorHead } from "./anchor.ts";
import { at, tamper, withAnchors, write } from "./scene.ts";
import { verifyChain } from "./verify-chain.ts";

withTestDatabase();
const anchors = withAnchors();

/** A log of six rows, anchored after the third and after the sixth. */
beforeEach(async () => {
  fs.rmSync(anchors.file(), { force: true });
  await tamper(
    "DELETE FROM audit_entry",
    "UPDATE audit_head SET seq = 0, hash = decode(repeat('00', 32), 'hex'), anchored_seq = NULL, anchored_at = NULL",
  );
  for (let n = 1; n <= 6; n++) {
    await write({ after: { n }, reason: `because of ${n}` });
    if (n % 3 === 0) await anchorHead(new Date(at.getTime() + n * 1_000));
  }
});

const problems = async () => (await verifyChain()).damages.map((damage) => damage.problem);
/** The head as somebody leaves it who knows that there is one. */
const headTo = (seq: number) =>
  `UPDATE audit_head SET seq = ${seq}, hash = (SELECT hash FROM audit_entry WHERE seq = ${seq})`;

describe("a chain that is whole", () => {
  test("says so, and up to where and since when it is anchored", async () => {
    expect(await verifyChain()).toMatchObject({
      ok: true,
      rows: 6,
      damages: [],
      anchor: { seq: 6, at: "2026-11-21T08:00:06.000Z", since: "2026-11-21T08:00:03.000Z", lost: null },
    });
  });

  test("may grow after its last anchor", async () => {
    await write();
    expect(await verifyChain()).toMatchObject({ ok: true, rows: 7, anchor: { seq: 6 } });
  });
});

describe("a row that was changed by SQL", () => {
  test("is named, with what it says now", async () => {
    await tamper(`UPDATE audit_entry SET actor_name = 'Mallory', after = '{"n":30}' WHERE seq = 3`);
    const verdict = await verifyChain();
    expect(verdict).toMatchObject({ ok: false, rows: 6 });
    expect(verdict.damages).toHaveLength(1);
    expect(verdict.damages[0]).toMatchObject({
      kind: "changed",
      seq: 3,
      problem: "row 3 (thing.changed) was changed or moved after it was written",
      row: { actorName: "Mallory", after: { n: 30 }, action: "thing.changed" },
    });
  });

  test.each([
    ["actor_kind = 'user'"],
    ["actor_id = 'usr_9'"],
    ["action = 'thing.deleted'"],
    ["object = 'thing:2'"],
    ["at = at + interval '1 ms'"],
    ["before = '{}'"],
    ["after = NULL"],
    [`after = '{"n": 3}'`],
    ["request_id = 'req_other'"],
    ["ip = '10.0.0.1'"],
    ["result = 'failed'"],
    ["reason = NULL"],
    ["version = 1"],
    ["hash = ''"],
    ["prev_hash = '\\x00'"],
    ["hash = sha256('x')"],
  ])("is named whatever of it was changed: %s", async (change) => {
    await tamper(`UPDATE audit_entry SET ${change} WHERE seq = 3`);
    expect((await verifyChain()).damages[0]).toMatchObject({ kind: "changed", seq: 3 });
  });

  test("is named though somebody made a hash that fits", async () => {
    const [row] = await db().$queryRaw<{ hash: Uint8Array }[]>`SELECT hash FROM audit_entry WHERE seq = 2`;
    await tamper(
      "DELETE FROM audit_entry WHERE seq >= 3",
      `UPDATE audit_head SET seq = 2, hash = decode('${Buffer.from(row?.hash ?? []).toString("hex")}', 'hex')`,
    );
    for (let n = 3; n <= 6; n++) await write({ after: { forged: n } });
    // Every link holds now: only what was anchored tells.
    const verdict = await verifyChain();
    expect(verdict.damages).toHaveLength(1);
    expect(verdict.damages[0]).toMatchObject({ kind: "rewritten", seq: 1, row: { seq: 3 } });
  });

  test("does not hide a second one", async () => {
    await tamper("UPDATE audit_entry SET object = 'thing:2' WHERE seq IN (2, 5)");
    expect((await verifyChain()).damages.map((damage) => damage.seq)).toEqual([2, 5]);
  });
});

describe("rows that were removed, moved or put in", () => {
  test("one in the middle", async () => {
    await tamper("DELETE FROM audit_entry WHERE seq = 4");
    expect(await problems()).toEqual(["row 4 is missing"]);
  });

  test("the first two", async () => {
    await tamper("DELETE FROM audit_entry WHERE seq <= 2");
    expect(await problems()).toEqual(["rows 1 to 2 are missing"]);
  });

  test("two that changed places", async () => {
    await tamper("UPDATE audit_entry SET seq = CASE seq WHEN 4 THEN 5 ELSE 4 END WHERE seq IN (4, 5)");
    expect((await verifyChain()).damages.map(({ kind, seq }) => `${kind} ${seq}`)).toEqual([
      "changed 4",
      "changed 5",
    ]);
  });

  test("one behind the head", async () => {
    await tamper(`INSERT INTO audit_entry (version, seq, at, actor_kind, actor_id, actor_name, action, object,
        request_id, prev_hash, hash)
      SELECT version, seq + 1, at, actor_kind, actor_id, actor_name, action, object, request_id, hash, hash
      FROM audit_entry WHERE seq = 6`);
    expect(await problems()).toEqual(["row 7 was not written by Patchbay"]);
  });
});

describe("rows that were cut off at the end", () => {
  test("are missed by the head", async () => {
    await tamper("DELETE FROM audit_entry WHERE seq >= 5");
    expect((await problems())[0]).toBe("rows 5 to 6 are cut off at the end");
  });

  test("are missed by the anchor, though the head was set back and the sealer went on", async () => {
    await tamper("DELETE FROM audit_entry WHERE seq >= 5", headTo(4));
    await anchorHead(new Date());
    expect(await problems()).toEqual([
      "rows 5 to 6 were cut off: the chain was anchored up to row 6 at 2026-11-21T08:00:06.000Z",
    ]);
  });

  test("are missed although new ones have taken their place", async () => {
    await tamper("DELETE FROM audit_entry WHERE seq >= 5", headTo(4));
    for (let n = 0; n < 4; n++) await write();
    await anchorHead(new Date());
    expect((await verifyChain()).damages).toMatchObject([{ kind: "rewritten", seq: 4, row: { seq: 6 } }]);
  });
});
