import "server-only";

/**
 * Text that a column is held against with ILIKE, taken literally. Also for `contains` and for `equals` of Prisma with mode
 * `insensitive`: they become ILIKE, and what was typed into them a pattern.
 */
export const literally = (text: string) => text.replace(/[\\%_]/g, "\\$&");

/** The same, to be found anywhere in the column. */
export const likeText = (text: string) => `%${literally(text)}%`;
