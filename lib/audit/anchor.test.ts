import fs from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { anchorHead } from "./anchor.ts";
import { at, tamper, withAnchors, write } from "./scene.ts";
import { startSealer } from "./start-sealer.ts";
import { verifyChain } from "./verify-chain.ts";

withTestDatabase();
const anchors = withAnchors();
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
const lines = () => fs.readFileSync(anchors.file(), "utf8").trim().split("\n");
const kinds = async () => (await verifyChain()).damages.map((damage) => damage.kind);

beforeEach(async () => {
  fs.rmSync(anchors.file(), { force: true });
  await tamper("UPDATE audit_head SET anchored_seq = NULL, anchored_at = NULL");
  await write();
});

describe("the file of anchors", () => {
  test("gets one line each time the chain has moved, readable by its owner alone", async () => {
    await anchorHead(later(0));
    await anchorHead(later(1));
    await write();
    await anchorHead(later(2));
    expect(lines()).toHaveLength(2);
    expect(fs.statSync(anchors.file()).mode & 0o777).toBe(0o600);
    expect(await kinds()).toEqual([]);
  });

  test("that is missing is told, and that it was begun anew for as long as it is kept", async () => {
    await anchorHead(later(0));
    fs.rmSync(anchors.file());
    expect(await kinds()).toEqual(["anchor_missing"]);
    await write();
    await anchorHead(later(1));
    const { ok, anchor } = await verifyChain();
    expect(ok).toBe(true);
    expect(anchor).toMatchObject({ since: later(1).toISOString(), lost: { at: later(0).toISOString() } });
  });

  test("that is an older one is told", async () => {
    await anchorHead(later(0));
    const old = fs.readFileSync(anchors.file());
    await write();
    await anchorHead(later(10));
    fs.writeFileSync(anchors.file(), old);
    expect(await kinds()).toEqual(["anchor_older"]);
  });

  test("with a line that cannot be read is told, and goes on behind it", async () => {
    await anchorHead(later(0));
    fs.appendFileSync(anchors.file(), '{"seq": 4, "ha');
    await write();
    await anchorHead(later(1));
    expect(lines()).toHaveLength(3);
    expect(await kinds()).toEqual(["anchor_unreadable"]);
  });

  test("is written by the worker, the last time when it stops", async () => {
    const sealer = startSealer(60_000);
    await expect.poll(() => fs.existsSync(anchors.file()) && lines().length).toBe(1);
    await write();
    await sealer.stop();
    expect(lines()).toHaveLength(2);
  });
});
