import "server-only";
import type { Actor, Ctx } from "./ctx.ts";
import type { Role } from "./schema.ts";

const WHOLE: readonly Role[] = ["admin", "auditor"];

/**
 * Whether numbers of callers are shown whole to this reader: to admins and auditors always, to others when an admin
 * granted it to them (`grantNumbers`); to API tokens by their role alone. A job sees what whoever asked for it does.
 */
export const seesNumbers = ({ actor }: Pick<Ctx, "actor">): boolean => sees(actor);

function sees(actor: Actor): boolean {
  if (actor.kind === "system") return true;
  if (actor.kind === "job") return actor.onBehalfOf === undefined || sees(actor.onBehalfOf);
  return WHOLE.includes(actor.role) || (actor.kind === "user" && actor.seesNumbers === true);
}
