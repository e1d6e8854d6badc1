import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { keepAttestation } from "../attestations/keep-attestation.ts";
import type { AttestationInput } from "../attestations/schema.ts";
import { bodyInCxone, loadSignature } from "./load-signature.ts";
import { type StateInCxone, shownOf, signatureSubject } from "./mapping.ts";
import type { SignatureView } from "./schema.ts";

/** Keeps that somebody entered the signature in CXone and assigned its users there, as both are now; or takes that back. */
export async function attestSignature(ctx: Ctx, id: string, input: AttestationInput): Promise<SignatureView> {
  requireRole(ctx, "admin", "operator");
  const signature = await loadSignature(id);
  const people = signature.people.map(({ agentId, name }) => ({ agentId, name }));
  const state: StateInCxone = { ...bodyInCxone(signature), people };
  await db().$transaction((tx) =>
    keepAttestation(tx, ctx, signatureSubject(id), state, input, shownOf(signature)),
  );
  return loadSignature(id);
}
