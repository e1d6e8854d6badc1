import type { Role } from "#lib/auth/schema.ts";

/** What somebody may do with policies; the verbs say the same with `requireRole`. */
export function maysOf(actor: { kind: string; role?: Role }): { write: boolean; simulate: boolean } {
  const is = (...roles: Role[]) => actor.role !== undefined && roles.includes(actor.role);
  return { write: is("admin", "operator"), simulate: is("admin", "operator", "supervisor") };
}
