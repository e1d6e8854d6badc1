import * as z from "zod";

/** Lists whose views can be kept. */
export const VIEWED_LISTS = ["transfers"] as const;
const list = z.enum(VIEWED_LISTS);
export type ViewedList = z.infer<typeof list>;

export const VIEW_NAME_MAX = 60;
export const MOST_VIEWS = 50;

export const savedViewQuerySchema = z.object({ list });

export const savedViewInput = z.strictObject({
  list,
  name: z
    .string()
    .trim()
    .min(1, { error: "Enter a name." })
    .max(VIEW_NAME_MAX, { error: `A name has at most ${VIEW_NAME_MAX} characters.` }),
  /** As it stands in the address of the list, without its question mark. */
  query: z
    .string()
    .min(1, { error: "Filter or search first: a view keeps what the list is asked for." })
    .max(4_000, { error: "This is too much to keep. Choose fewer filters." }),
});
export type SavedViewInput = z.infer<typeof savedViewInput>;

/** A view that somebody kept. */
export type SavedView = { id: string; name: string; query: string };
