/** A local time without a zone, as a `datetime-local` field gives it, in UTC; undefined when it is empty. */
export function toMoment(typed: FormDataEntryValue | null): string | undefined {
  return typeof typed === "string" && typed ? new Date(typed).toISOString() : undefined;
}

/** The other way: `2026-11-21T09:30` in the viewer's zone. */
export function toLocal(moment: string | undefined): string | undefined {
  const at = moment ? new Date(moment) : undefined;
  if (!at || Number.isNaN(at.getTime())) return undefined;
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
