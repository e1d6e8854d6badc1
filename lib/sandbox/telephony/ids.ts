/**
 * UUIDs of the seeds' dialect for what the ACD numbers. Each kind has a family of its own, so that the id of a queue is
 * never mistaken for that of the skill behind it (T-12: the type must match the resource).
 */
const families = {
  queue: "7b1f4c2e-9d30-4e6a-8f51",
  skill: "c3a9e8d4-41b7-4d0c-b2e6",
  campaign: "e50d7a16-6c2f-49b8-a3d7",
} as const;

export type UuidKind = keyof typeof families;

export function uuidOf(kind: UuidKind, id: number): string {
  return `${families[kind]}-${String(id).padStart(12, "0")}`;
}

/** What a UUID names, or null when it is of none of the families. */
export function fromUuid(uuid: string): { kind: UuidKind; id: number } | null {
  const text = uuid.toLowerCase();
  for (const kind of ["queue", "skill", "campaign"] as const)
    if (text.startsWith(`${families[kind]}-`) && /^\d{12}$/.test(text.slice(24)))
      return { kind, id: Number(text.slice(24)) };
  return null;
}

/** The number behind a UUID of that kind, or null. */
export function idOfUuid(kind: UuidKind, uuid: string): number | null {
  const found = fromUuid(uuid);
  return found?.kind === kind ? found.id : null;
}
