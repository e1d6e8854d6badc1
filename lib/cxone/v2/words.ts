import * as z from "zod";

const PLACEHOLDER = /^[0-]+$/;

/** The first of some ids that is an all-zero placeholder (P-31): none of them may leave the house. */
export const placeholderAmong = (ids: Readonly<Record<string, string | null | undefined>>): string | null =>
  Object.entries(ids).find(([, id]) => id && PLACEHOLDER.test(id))?.[0] ?? null;

/** Whether an agent in this state takes a call, in the words of seeds 001 and 003: Available or Ready, however written. */
export const isReadyWord = (status: string): boolean => /^(available|ready)$/i.test(status.trim());

/** Text that may be left out, null or of another type; then null. */
export const optionalText = z
  .string()
  .min(1)
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

/** A yes or no that may be left out; then null: not told. */
export const optionalFlag = z
  .boolean()
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

/** Names that hold what is searched for, also when the other side ignores the search. At most 100. */
export const matching = <Item extends { id: string; name: string }>(
  items: readonly Item[],
  search: string,
): Item[] => {
  const wanted = search.trim().toLowerCase();
  return items.filter(({ id, name }) => name.toLowerCase().includes(wanted) || id === wanted).slice(0, 100);
};
