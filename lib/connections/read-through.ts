import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import type { CxoneClient } from "#lib/cxone/client.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { digest } from "#lib/setup/canonical.ts";
import { clientFor } from "./client-for.ts";
import { explainVendorError } from "./explain-vendor-error.ts";
import type { AsOf } from "./schema.ts";

/** A page does not wait longer for a tenant; what was known before is shown instead. */
const PATIENCE_MS = 8_000;

export type Question = { operation: string; params?: unknown };

/**
 * Asks a tenant and keeps the answer; when the tenant does not answer, gives the last one with the reason and its age.
 * `operation` and `params` name the question. Without an earlier answer it throws the reason (`upstream_failed`,
 * `upstream_timeout`). Only reads may go through here; the value must be JSON.
 */
export async function readThrough<Value>(
  ctx: Ctx,
  connectionId: string,
  question: Question,
  read: (client: CxoneClient) => Promise<Value>,
  { patienceMs = PATIENCE_MS }: { patienceMs?: number } = {},
): Promise<AsOf<Value>> {
  const key = keyOf(connectionId, question);
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const value = await read(await clientFor(connectionId, { requestId: ctx.requestId, signal }));
    const at = ctx.now();
    await keep(key, value, at);
    return { value, asOf: at.toISOString(), stale: null };
  } catch (error) {
    const reason = signal.aborted ? tooSlow(error, patienceMs) : explainVendorError(error);
    if (!(reason instanceof AppError) || !UPSTREAM.has(reason.code)) throw reason;
    const known = await db().lastKnown.findUnique({ where: { connectionId_operation_asked: key } });
    if (!known) throw reason;
    const { title = "CXone did not answer", detail = reason.message, fix = "" } = reason.options;
    return {
      value: known.value as Value,
      asOf: known.at.toISOString(),
      stale: { title, detail, fix },
    };
  }
}

/** The last answer to a question, without asking; null when there never was one. */
export async function lastKnown<Value>(
  connectionId: string,
  question: Question,
): Promise<{ value: Value; asOf: string } | null> {
  const [known = null] = await lastKnownOf<Value>([{ connectionId, ...question }]);
  return known;
}

/** The same for many questions in one query; the answers in their order. */
export async function lastKnownOf<Value>(
  questions: readonly (Question & { connectionId: string })[],
): Promise<({ value: Value; asOf: string } | null)[]> {
  const keys = questions.map(({ connectionId, ...question }) => keyOf(connectionId, question));
  const rows = await db().lastKnown.findMany({ where: { OR: keys } });
  const nameOf = (key: ReturnType<typeof keyOf>) => `${key.connectionId} ${key.operation} ${key.asked}`;
  const known = new Map(rows.map((row) => [nameOf(row), row]));
  return keys.map((key) => {
    const row = known.get(nameOf(key));
    return row ? { value: row.value as Value, asOf: row.at.toISOString() } : null;
  });
}

const keyOf = (connectionId: string, { operation, params }: Question) => ({
  connectionId,
  operation,
  asked: digest(params ?? null),
});

const UPSTREAM: ReadonlySet<string> = new Set(["upstream_failed", "upstream_timeout"]);

async function keep(
  key: { connectionId: string; operation: string; asked: string },
  value: unknown,
  at: Date,
): Promise<void> {
  // Of two readers the later one wins, whoever writes last.
  await db().$executeRaw`
    INSERT INTO last_known (connection_id, operation, asked, value, at)
    VALUES (${key.connectionId}, ${key.operation}, ${key.asked}, ${JSON.stringify(value)}::jsonb, ${at})
    ON CONFLICT (connection_id, operation, asked)
    DO UPDATE SET value = excluded.value, at = excluded.at WHERE last_known.at <= excluded.at`;
}

const tooSlow = (cause: unknown, patienceMs: number) =>
  new AppError("upstream_timeout", {
    title: "CXone did not answer in time",
    detail: `No answer within ${patienceMs / 1_000} s.`,
    fix: "Try again in a moment. The health of the connection says more.",
    cause,
  });
