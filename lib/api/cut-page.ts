import "server-only";

type Came = { older?: unknown; newer?: unknown };

/**
 * Makes a page of rows that were read with one more than fits, in the order in which they are shown. The one too many
 * proves that there is another page in the direction one came along; on the other side lies the page one came from.
 */
export function cutPage<Row>(
  rows: readonly Row[],
  limit: number,
  came: Came,
  cursorOf: (row: Row) => string,
) {
  const upwards = came.newer !== undefined;
  const more = rows.length > limit;
  const page = upwards ? rows.slice(-limit) : rows.slice(0, limit);
  const [first, last] = [page[0], page.at(-1)];
  return {
    rows: page,
    more,
    newer: first !== undefined && (upwards ? more : came.older !== undefined) ? cursorOf(first) : null,
    older: last !== undefined && (upwards || more) ? cursorOf(last) : null,
  };
}
