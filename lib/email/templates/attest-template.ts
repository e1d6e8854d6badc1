import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { keepAttestation } from "../attestations/keep-attestation.ts";
import type { AttestationInput } from "../attestations/schema.ts";
import { loadTemplate, stateInCxone } from "./load-template.ts";
import { shownOf, templateSubject } from "./mapping.ts";
import type { TemplateView } from "./schema.ts";

/** Keeps that somebody entered the template in CXone as it is now, and chose it at its channels; or takes that back. */
export async function attestTemplate(ctx: Ctx, id: string, input: AttestationInput): Promise<TemplateView> {
  requireRole(ctx, "admin", "operator");
  const template = await loadTemplate(id);
  const state = stateInCxone(template);
  await db().$transaction((tx) =>
    keepAttestation(tx, ctx, templateSubject(id), state, input, shownOf(template)),
  );
  return loadTemplate(id);
}
