import "server-only";
import { Prisma } from "#lib/db/generated/client.ts";
import type { SetupKind } from "#lib/setup/setup-kind.ts";
import { checkHandover } from "./check-handover.ts";
import { definitionOfSubject } from "./definition-of.ts";
import { WATCH_PERIOD_MINUTES } from "./schema.ts";
import { PREFIX, providerIdOf } from "./subject.ts";

/** Handovers as the jobs of set-ups know them. */
export const handoverSetups: SetupKind = {
  prefix: PREFIX,
  find: definitionOfSubject,
  watched: Prisma.sql`
    SELECT 'handover:' || id AS subject FROM handover_provider WHERE state IN ('live', 'degraded', 'paused')`,
  periodMinutes: WATCH_PERIOD_MINUTES,
  check: (ctx, subject) => checkHandover(ctx, providerIdOf(subject)),
  nameOf: async (tx, subject) => {
    const where = { id: providerIdOf(subject) };
    return (await tx.handoverProvider.findUnique({ where, select: { name: true } }))?.name ?? null;
  },
  stepPath: (subject, stepId) => `/handovers/${providerIdOf(subject)}/setup/${stepId}`,
};
