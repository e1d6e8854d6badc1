import type { AttestationView } from "./schema.ts";

/** A wanted state as text, keys in order: PostgreSQL keeps them in another one. */
export const seenAs = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

type Row = { state: unknown; evidence: string; attestedBy: string; attestedAt: Date };

/** What somebody said, held against what is wanted today. */
export function viewAttestation(row: Row | undefined, wanted: unknown): AttestationView | null {
  if (!row) return null;
  const { evidence, attestedBy: by, attestedAt } = row;
  return { by, at: attestedAt.toISOString(), evidence, same: seenAs(row.state) === seenAs(wanted) };
}
