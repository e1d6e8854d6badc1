/** How a key of a secondary index is read off a row. */
export type Indexes<Row> = Record<string, (row: Row) => string>;

const collator = new Intl.Collator("en", { numeric: true });

/** Numbers by size, text as people sort it: `Support_2` before `Support_10`. */
export function compareValues(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return collator.compare(String(a), String(b));
}

/**
 * A table held in memory: rows by id in order of arrival, with secondary indexes so that the cost of one message
 * does not grow with the number of messages before it. Every change is told to `onChange`, which makes it durable.
 */
export class Collection<Row extends object> {
  readonly name: string;
  readonly #rows = new Map<string, Row>();
  readonly #indexes = new Map<string, { keyOf: (row: Row) => string; ids: Map<string, Set<string>> }>();
  readonly #onChange: (collection: string, id: string, row: Row | null) => void;
  /** Everything in order of arrival, and in each order that was asked for; forgotten at the next change. */
  #listed: readonly Row[] | null = null;
  readonly #sorted = new Map<string, readonly Row[]>();
  #version = 0;

  constructor(
    name: string,
    indexes: Indexes<Row>,
    onChange: (collection: string, id: string, row: object | null) => void,
  ) {
    this.name = name;
    this.#onChange = onChange;
    for (const [index, keyOf] of Object.entries(indexes)) this.#indexes.set(index, { keyOf, ids: new Map() });
  }

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#rows.size;
  }

  get(id: string | number): Row | undefined {
    return this.#rows.get(String(id));
  }

  /** All rows in order of arrival. The array is shared until the next change: filter or copy it, never sort it. */
  list(): readonly Row[] {
    this.#listed ??= [...this.#rows.values()];
    return this.#listed;
  }

  /** All rows in ascending order of a value; `order` names that order, so that it is worked out once per change. */
  sorted(order: string, read: (row: Row) => string | number): readonly Row[] {
    const known = this.#sorted.get(order);
    if (known) return known;
    const rows = this.list()
      .map((row) => ({ row, value: read(row) }))
      .sort((a, b) => compareValues(a.value, b.value))
      .map(({ row }) => row);
    this.#sorted.set(order, rows);
    return rows;
  }

  find(matches: (row: Row) => boolean): Row | undefined {
    for (const row of this.#rows.values()) if (matches(row)) return row;
    return undefined;
  }

  /** Rows whose indexed key equals `key`, in order of arrival. */
  where(index: string, key: string): Row[] {
    const ids = this.#indexes.get(index)?.ids.get(key) ?? [];
    const found: Row[] = [];
    for (const id of ids) {
      const row = this.#rows.get(id);
      if (row) found.push(row);
    }
    return found;
  }

  /** The keys that an index has now. */
  keys(index: string): string[] {
    return [...(this.#indexes.get(index)?.ids.keys() ?? [])];
  }

  /** How many rows have an indexed key that equals `key`. */
  count(index: string, key: string): number {
    return this.#indexes.get(index)?.ids.get(key)?.size ?? 0;
  }

  /** The row that arrived first among those whose indexed key equals `key`, without a look at the others. */
  firstWhere(index: string, key: string): Row | undefined {
    for (const id of this.#indexes.get(index)?.ids.get(key) ?? []) return this.#rows.get(id);
    return undefined;
  }

  put(id: string | number, row: Row): Row {
    this.load(String(id), row);
    this.#onChange(this.name, String(id), row);
    return row;
  }

  /** Changes some fields of a row that exists; an unknown id is a mistake of the caller. */
  update(id: string | number, patch: Partial<Row>): Row {
    const row = this.#rows.get(String(id));
    if (!row) throw new Error(`No row ${id} in ${this.name}`);
    return this.put(id, { ...row, ...patch });
  }

  remove(id: string | number): boolean {
    const key = String(id);
    const row = this.#rows.get(key);
    if (!row) return false;
    this.#unindex(key, row);
    this.#rows.delete(key);
    this.#forgetLists();
    this.#onChange(this.name, key, null);
    return true;
  }

  clear(): void {
    for (const id of [...this.#rows.keys()]) this.remove(id);
  }

  /** Puts a row without reporting a change: what is read back from disk is already durable. */
  load(id: string, row: Row): void {
    const before = this.#rows.get(id);
    this.#rows.set(id, row);
    this.#forgetLists();
    for (const { keyOf, ids } of this.#indexes.values()) {
      const key = keyOf(row);
      // A row that keeps its key keeps its place: taken out and put back it would come last.
      if (before && keyOf(before) === key) continue;
      if (before) removeFrom(ids, keyOf(before), id);
      const set = ids.get(key);
      if (set) set.add(id);
      else ids.set(key, new Set([id]));
    }
  }

  #forgetLists(): void {
    this.#version += 1;
    this.#listed = null;
    if (this.#sorted.size > 0) this.#sorted.clear();
  }

  #unindex(id: string, row: Row): void {
    for (const { keyOf, ids } of this.#indexes.values()) removeFrom(ids, keyOf(row), id);
  }
}

function removeFrom(ids: Map<string, Set<string>>, key: string, id: string): void {
  const set = ids.get(key);
  set?.delete(id);
  if (set?.size === 0) ids.delete(key);
}
