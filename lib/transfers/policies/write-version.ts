import "server-only";
import { fieldsOf } from "#lib/api/define-route.ts";
import { literally } from "#lib/api/like-text.ts";
import { nameTaken, orNameTaken } from "#lib/api/name-taken.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import type { Dialect } from "#lib/cxone/voice/state.ts";
import { db, type Tx } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { type PolicyBody, policyBodySchema } from "../schema.ts";
import type { PolicyContent } from "./mapping.ts";
import type { FailingCase } from "./schema.ts";

const OTHER = "Another policy";
export const orPolicyNameTaken = orNameTaken(OTHER);

/** The body with its ids held against the dialect of its connection; throws `bad_input` with the fields (T-10 to T-15). */
export function parseBody(dialect: Dialect, body: unknown): PolicyBody {
  const parsed = policyBodySchema(dialect).safeParse(body);
  if (parsed.success) return parsed.data;
  const fields = Object.entries(fieldsOf(parsed.error)).map(([path, text]) => [`body.${path}`, text]);
  throw new AppError("bad_input", { fields: Object.fromEntries(fields) });
}

/** Keeps what a policy was at a version, and who made it so. */
export async function writeVersion(
  tx: Tx,
  ctx: Ctx,
  policyId: string,
  made: PolicyContent & { version: number; note: string; failing: readonly FailingCase[] },
): Promise<void> {
  const { version, name, description, body, note, failing } = made;
  await tx.transferPolicyVersion.create({
    data: {
      policyId,
      version,
      name,
      description,
      body,
      failing: [...failing],
      note: note || null,
      actorKind: ctx.actor.kind,
      actorName: ctx.actor.name,
      at: ctx.now(),
    },
  });
}

/** Throws `name_taken` when another policy in use has the name. */
export async function refuseTakenName(name: string, exceptId?: string): Promise<void> {
  const other = await db().transferPolicy.findFirst({
    where: {
      name: { equals: literally(name), mode: "insensitive" },
      archivedAt: null,
      ...(exceptId ? { id: { not: exceptId } } : {}),
    },
    select: { id: true },
  });
  if (other) throw nameTaken(OTHER);
}
