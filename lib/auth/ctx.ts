import "server-only";
import { newId } from "#lib/ids.ts";
import type { Role } from "./schema.ts";

/** Who does it. A job acts for the person who asked for it. */
export type Actor =
  | { kind: "user"; id: string; name: string; role: Role }
  | { kind: "apiToken"; id: string; name: string; role: Role }
  | { kind: "job"; id: string; name: string; onBehalfOf?: Actor }
  | { kind: "system"; id: string; name: string };

/** What every verb gets: the actor, the request it belongs to, and the clock. */
export type Ctx = {
  actor: Actor;
  requestId: string;
  ip?: string;
  now: () => Date;
};

/** A ctx for work that no person asked for. */
export function systemCtx(name: string): Ctx {
  return { actor: { kind: "system", id: name, name }, requestId: newId("req"), now: () => new Date() };
}

/** A ctx for a job that carries out what `actor` asked for in request `requestId`. */
export function jobCtx(job: string, requestId: string, onBehalfOf?: Actor): Ctx {
  const actor: Actor = { kind: "job", id: job, name: job, ...(onBehalfOf ? { onBehalfOf } : {}) };
  return { actor, requestId, now: () => new Date() };
}
