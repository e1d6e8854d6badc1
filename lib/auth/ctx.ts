import "server-only";
import { newId } from "#lib/ids.ts";
import type { Role, SignInMethod } from "./schema.ts";

/** Who does it. A job acts for the person who asked for it. */
export type Actor =
  | { kind: "user"; id: string; name: string; role: Role; seesNumbers?: true }
  | { kind: "apiToken"; id: string; name: string; role: Role }
  | { kind: "job"; id: string; name: string; onBehalfOf?: Actor }
  | { kind: "system"; id: string; name: string };

/** The session behind a signed-in person's request. */
export type SessionFacts = {
  id: string;
  method: SignInMethod;
  /** When the person last proved who they are: at sign-in or by confirming since. */
  authenticatedAt: Date;
};

/** What every verb gets: the actor, the request it belongs to, and the clock. */
export type Ctx = {
  actor: Actor;
  requestId: string;
  ip?: string;
  /** Only of people in a browser: scripts and jobs have none. */
  session?: SessionFacts;
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
