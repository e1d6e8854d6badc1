import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import type { Tx } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";

type Change = { extensions?: string[]; updatedBy?: string; attested?: object };

/** Changes the row of a business unit, or makes it; `updatedBy` stays empty until somebody has decided on a list. */
export async function writeExtensions(
  tx: Tx,
  ctx: Ctx,
  { connectionId, version }: { connectionId: string; version: number },
  change: Change,
): Promise<void> {
  const { count } =
    version === 0
      ? await tx.emailExtensionList.createMany({
          data: [{ connectionId, extensions: [], updatedBy: "", updatedAt: ctx.now(), ...change }],
          skipDuplicates: true,
        })
      : await tx.emailExtensionList.updateMany({
          where: { connectionId, version },
          data: { ...change, updatedAt: ctx.now(), version: { increment: 1 } },
        });
  // Whoever was later writes 0 rows.
  if (count === 0) throw new AppError("conflict");
}
