import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, vi } from "vitest";
import { type Ctx, systemCtx } from "#lib/auth/ctx.ts";
import type { Role } from "#lib/auth/schema.ts";
import { db } from "#lib/db/client.ts";
import type { AuditEvent } from "./audit-event.ts";
import { writeAudit } from "./write-audit.ts";

/** A moment for tests. */
export const at = new Date("2026-11-21T08:00:00Z");

/** Somebody with a role, for tests. */
export const as = (role: Role, id = "usr_1", name = "Ann"): Ctx => ({
  actor: { kind: "user", id, name, role },
  requestId: "req_of_ann",
  ip: "127.0.0.1",
  now: () => at,
});

/** One row in a transaction of its own. */
export const write = (event: Partial<AuditEvent> = {}, ctx = systemCtx("test")) =>
  db().$transaction((tx) =>
    writeAudit(tx, ctx, { action: "thing.changed", object: "thing:1", after: { n: 1 }, ...event }),
  );

/** What a person with the database's password can do: the statements run in one transaction, with the triggers off. */
export async function tamper(...statements: string[]): Promise<void> {
  await db().$transaction(async (tx) => {
    await tx.$executeRawUnsafe("SET LOCAL session_replication_role = replica");
    for (const statement of statements) await tx.$executeRawUnsafe(statement);
  });
}

/** Gives a test file a folder of its own for the anchors. */
export function withAnchors(): { file(): string } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "patchbay-anchor-"));
  beforeAll(() => {
    vi.stubEnv("DATA_DIR", folder);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    fs.rmSync(folder, { recursive: true, force: true });
  });
  return { file: () => path.join(folder, "audit-anchor.jsonl") };
}
