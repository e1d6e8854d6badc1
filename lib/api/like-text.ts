import "server-only";

/** Text to find anywhere in a column with ILIKE, taken literally. */
export const likeText = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;
