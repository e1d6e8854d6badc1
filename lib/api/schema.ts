import * as z from "zod";

/** A page of a list. The cursors lead to the neighbouring pages, null where there is none. */
export type ListPage<Item> = {
  items: Item[];
  newer: string | null;
  older: string | null;
  /** Where the search stopped looking when it found less than a page (ISO 8601); `older` or `newer` goes on from there. */
  searchedTo?: string | null;
};

/** `a,b` in a query as `["a", "b"]`; undefined when nothing is chosen. */
export const commaList = <Item extends z.ZodType<string, string>>(item: Item) =>
  z
    .string()
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(z.array(item).max(50))
    .transform((items) => (items.length > 0 ? items : undefined))
    .optional();

/** Years that PostgreSQL reads as they are written in UTC. */
const isKnownYear = (moment: Date) => moment.getUTCFullYear() >= 1 && moment.getUTCFullYear() <= 9_999;

/** A moment that is kept: ISO 8601 with its zone. */
export const keptMoment = z.iso
  .datetime({ offset: true, error: "Use a time such as 2026-11-21T10:00:00Z." })
  .transform((text) => new Date(text))
  .refine(isKnownYear, { error: "Use a time of the years 1 to 9999." });

/** A day that is kept, such as 2026-11-21. */
export const keptDay = (error: string) =>
  z.iso.date({ error }).refine((day) => !day.startsWith("0000-"), { error });

/** A moment in a query. */
export const moment = keptMoment.optional();

/** What was typed into a search box. */
export const searchText = z
  .string()
  .trim()
  .max(200, { error: "Search for at most 200 characters." })
  .transform((text) => text || undefined)
  .optional();

/** Where a page of a list by time begins: the moment and the id of the row that it follows or comes before. Ids begin with `prefix`. */
export const momentCursor = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^\\d{1,14}_${prefix}_[0-9a-f]{32}$`), { error: "The cursor is not one of ours." })
    .transform((text) => {
      const cut = text.indexOf("_");
      return { at: new Date(Number(text.slice(0, cut))), id: text.slice(cut + 1) };
    })
    .optional();

/** Rows per page. */
export const pageLimit = z.coerce.number().int().min(1).max(200).default(50);
