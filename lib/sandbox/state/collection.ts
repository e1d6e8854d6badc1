/** How a key of a secondary index is read off a row. */
export type Indexes<Row> = Record<string, (row: Row) => string>;

/**
 * A table held in memory: rows by id in order of arrival, with secondary indexes so that the cost of one message
 * does not grow with the number of messages before it. Every change is told to `onChange`, which makes it durable.
 */
export class Collection<Row extends object> {
  readonly name: string;
  readonly #rows = new Map<string, Row>();
  readonly #indexes = new Map<string, { keyOf: (row: Row) => string; ids: Map<string, Set<string>> }>();
  readonly #onChange: (collection: string, id: string, row: Row | null) => void;

  constructor(
    name: string,
    indexes: Indexes<Row>,
    onChange: (collection: string, id: string, row: object | null) => void,
  ) {
    this.name = name;
    this.#onChange = onChange;
    for (const [index, keyOf] of Object.entries(indexes)) this.#indexes.set(index, { keyOf, ids: new Map() });
  }

  get size(): number {
    return this.#rows.size;
  }

  get(id: string | number): Row | undefined {
    return this.#rows.get(String(id));
  }

  list(): Row[] {
    return [...this.#rows.values()];
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
    this.#onChange(this.name, key, null);
    return true;
  }

  clear(): void {
    for (const id of [...this.#rows.keys()]) this.remove(id);
  }

  /** Puts a row without reporting a change: what is read back from disk is already durable. */
  load(id: string, row: Row): void {
    const before = this.#rows.get(id);
    if (before) this.#unindex(id, before);
    this.#rows.set(id, row);
    for (const { keyOf, ids } of this.#indexes.values()) {
      const key = keyOf(row);
      const set = ids.get(key);
      if (set) set.add(id);
      else ids.set(key, new Set([id]));
    }
  }

  #unindex(id: string, row: Row): void {
    for (const { keyOf, ids } of this.#indexes.values()) {
      const key = keyOf(row);
      const set = ids.get(key);
      set?.delete(id);
      if (set?.size === 0) ids.delete(key);
    }
  }
}
