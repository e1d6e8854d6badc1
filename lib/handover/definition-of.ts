import "server-only";
import { db } from "#lib/db/client.ts";
import type { SetupDefinition } from "#lib/setup/definition.ts";
import { cxoneHandover } from "./cxone-setup/cxone-handover.ts";
import { engageHandover } from "./engage-setup/engage-handover.ts";
import { providerIdOf } from "./subject.ts";

const DEFINITIONS: Readonly<Record<string, SetupDefinition>> = {
  cxone: cxoneHandover as SetupDefinition,
  engage: engageHandover as SetupDefinition,
};

/** The set-up of handovers of a kind. */
export function definitionOfKind(kind: string): SetupDefinition {
  const definition = DEFINITIONS[kind];
  if (!definition) throw new Error(`There is no set-up for handovers of the kind ${kind}`);
  return definition;
}

/** The set-up that a handover goes through. Of one that does not exist any will do: loading it says so. */
export async function definitionOf(providerId: string): Promise<SetupDefinition> {
  const row = await db().handoverProvider.findUnique({ where: { id: providerId }, select: { kind: true } });
  return definitionOfKind(row?.kind ?? "cxone");
}

export const definitionOfSubject = (subject: string) => definitionOf(providerIdOf(subject));

/** The set-up that a run belongs to. */
export async function definitionOfRun(runId: string): Promise<SetupDefinition> {
  const run = await db().setupRun.findUnique({ where: { id: runId }, select: { subject: true } });
  return definitionOfSubject(run?.subject ?? "");
}
