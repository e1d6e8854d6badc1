import { PERMISSIONS, type Permission } from "./schema.ts";

/** In audit and attestations. */
export const emailRoleObject = (connectionId: string, roleId: string) =>
  `email-role:${connectionId}:${roleId}`;

/** In the order of CXone's console; what it does not know is left out. */
export const inOrder = (permissions: readonly string[]): Permission[] =>
  PERMISSIONS.filter((permission) => permissions.includes(permission));

export const samePermissions = (a: readonly string[], b: readonly string[]): boolean =>
  inOrder(a).join() === inOrder(b).join();
