import "server-only";
import type pg from "pg";
import type { Ctx } from "#lib/auth/ctx.ts";
import { pool } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { type AuditEvent, factsOf } from "./audit-event.ts";
import { type AuditFacts, chainHash } from "./chain.ts";
import { type Head, insertAfter, insertUnderLock } from "./insert-entries.ts";

export type AuditAppender = {
  /** Resolves when the event is on disk. Rejects when that is not known, with `unavailable` when too much waits. */
  append(ctx: Ctx, event: AuditEvent): Promise<void>;
  /** Resolves when all that was appended is settled. */
  close(): Promise<void>;
};

type Waiting = { facts: Omit<AuditFacts, "seq">; stored: PromiseWithResolvers<void> };

const MAX_BATCH = 500;
const MAX_WAITING = 20_000;
const RETRY_AFTER_SECONDS = 5;

/**
 * Group commit into the chain: whoever arrives while a commit is on its way to the disk shares the next one. The head
 * that this process left is taken for the head that still is; where another writer moved it, the statement writes nothing
 * and the batch goes in under the lock that `writeAudit` takes as well, so both make one chain.
 */
export function createAuditAppender(options: { pool: pg.Pool; hashOf?: typeof chainHash }): AuditAppender {
  const hashOf = options.hashOf ?? chainHash;
  const waiting: Waiting[] = [];
  let running: Promise<void> | undefined;
  let head: Head | undefined;

  async function commit(batch: readonly Waiting[]): Promise<void> {
    const facts = batch.map((one) => one.facts);
    try {
      const moved = head && (await insertAfter(options.pool, head, facts, hashOf));
      head = moved ?? (await insertUnderLock(options.pool, facts, hashOf));
    } catch (error) {
      if (batch.length > 1 && /^(22|23|54)/.test(String((error as { code?: unknown }).code))) {
        // One event that PostgreSQL cannot hold must not take its neighbours with it.
        for (const one of batch) await commit([one]);
        return;
      }
      // Whether the batch was written is not known: the next one looks where the head is.
      head = undefined;
      for (const one of batch) one.stored.reject(error);
      return;
    }
    for (const one of batch) one.stored.resolve();
  }

  async function drain(): Promise<void> {
    // Everything that this turn of the event loop brings goes into the first batch.
    await new Promise(setImmediate);
    while (waiting.length > 0) await commit(waiting.splice(0, MAX_BATCH));
    running = undefined;
  }

  return {
    async append(ctx, event) {
      if (waiting.length >= MAX_WAITING) {
        throw new AppError("unavailable", {
          detail: "More is happening than can be written to the audit log at the moment.",
          retryAfterSeconds: RETRY_AFTER_SECONDS,
        });
      }
      const stored = Promise.withResolvers<void>();
      waiting.push({ facts: factsOf(ctx, event), stored });
      running ??= drain();
      return stored.promise;
    },
    async close() {
      while (running) await running;
    },
  };
}

const shared = globalThis as unknown as { patchbayAudit?: AuditAppender };

/**
 * Appends one row for what is no change of ours and yet has to be known: a sign-in that was refused, an export. A change
 * writes its row in its own transaction, with `writeAudit`; awaiting this one after that in a transaction would wait for
 * itself.
 */
export function appendAudit(ctx: Ctx, event: AuditEvent): Promise<void> {
  shared.patchbayAudit ??= createAuditAppender({ pool: pool() });
  return shared.patchbayAudit.append(ctx, event);
}
