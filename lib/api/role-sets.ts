import type { Role } from "#lib/auth/schema.ts";

export const everybody: readonly Role[] = ["admin", "operator", "supervisor", "auditor"];
export const admin: readonly Role[] = ["admin"];
export const setUp: readonly Role[] = ["admin", "operator"];
export const readSetUp: readonly Role[] = ["admin", "operator", "auditor"];
export const calls: readonly Role[] = ["admin", "operator", "supervisor"];
export const logs: readonly Role[] = ["admin", "auditor"];

/** "METHOD /api/path" → the roles that may use it, or "public". */
export type RouteRoles = Readonly<Record<string, readonly Role[] | "public">>;
