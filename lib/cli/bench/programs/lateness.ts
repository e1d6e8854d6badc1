/** When each thing was to be looked at, and by how much its look was late. */
export class Lateness {
  readonly #due = new Map<string, number>();
  readonly #late: number[] = [];
  #looks = 0;
  #everyMs: number;

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  /** Begins anew with another pace; when the next looks are due is not known then. */
  begin(everyMs: number): void {
    this.#everyMs = everyMs;
    this.#due.clear();
    this.forget();
  }

  /** Throws away what was measured while warming up. */
  forget(): void {
    this.#late.length = 0;
    this.#looks = 0;
  }

  /** Notes a look at this moment; gives back in how many ms the next is due. */
  saw(id: string): number {
    const now = performance.now();
    const due = this.#due.get(id);
    if (due !== undefined) this.#late.push(Math.max(0, now - due));
    this.#due.set(id, now + this.#everyMs);
    this.#looks++;
    return this.#everyMs;
  }

  report(): { looks: number; p50: number; p99: number } {
    const sorted = [...this.#late].sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return { looks: this.#looks, p50: at(0.5), p99: at(0.99) };
  }
}
