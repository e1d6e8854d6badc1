import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { redact } from "#lib/redact.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { AuditFacts } from "./chain.ts";
import { type AuditResult, resultOf } from "./mapping.ts";

export type AuditEvent = {
  /** Noun and past deed: `connection.created`. */
  action: string;
  /** What it was done to: `connection:con_…`. */
  object: string;
  before?: unknown;
  after?: unknown;
  /** How it went; told by the action when left out (`session.refused`). */
  result?: AuditResult;
  /** Why, in the words of who did it. */
  reason?: string;
};

/** What will be kept of an event, but for its place in the chain. Secrets end here. */
export function factsOf(ctx: Ctx, event: AuditEvent): Omit<AuditFacts, "seq"> {
  const { actor } = ctx;
  const asked = actor.kind === "job" ? actor.onBehalfOf : undefined;
  return {
    at: ctx.now(),
    actorKind: actor.kind,
    actorId: text(asked ? `${actor.id} for ${asked.id}` : actor.id),
    actorName: text(asked ? `${actor.name} for ${asked.name}` : actor.name),
    action: text(event.action),
    object: text(event.object),
    before: json(event.before),
    after: json(event.after),
    requestId: text(ctx.requestId),
    ip: ctx.ip === undefined ? null : text(ctx.ip),
    result: event.result ?? resultOf(event.action),
    reason: event.reason === undefined ? null : text(event.reason),
  };
}

/** What PostgreSQL can hold, so that what is stored hashes the same as what was written. */
const text = (value: string) => value.replaceAll("\0", "").toWellFormed();

function json(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return canonicalJson(JSON.parse(JSON.stringify(redact(value))));
}
