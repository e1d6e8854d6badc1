/** The same order on every machine, whatever its language. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The same entries, sorted by their names. */
export const sorted = <Item>(items: Readonly<Record<string, Item>>): Record<string, Item> =>
  Object.fromEntries(Object.entries(items).sort(([a], [b]) => byCodeUnit(a, b)));
