import "server-only";
import type { Tx } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";

/**
 * Throws `in_use` when `id` is the only admin who could still sign in. All admins stay locked until the transaction
 * ends, so that two of them cannot take it from each other at the same moment.
 */
export async function refuseLastAdmin(tx: Tx, id: string): Promise<void> {
  const admins = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM app_user WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id FOR UPDATE`;
  if (admins.length === 1 && admins[0]?.id === id) {
    throw new AppError("in_use", {
      title: "This is the last admin",
      detail: "Nobody could sign in to undo it.",
      fix: "Make somebody else an admin first.",
    });
  }
}
