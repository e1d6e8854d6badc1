/** Counts deliveries, and those that came before an earlier one of their conversation; numbers begin at 1. */
export class OrderCheck {
  count = 0;
  breaks = 0;
  readonly #last = new Map<string, number>();

  saw(conversation: string, n: number): void {
    const last = this.#last.get(conversation) ?? 0;
    // The same one again is no break: after a crash it has to be.
    if (n > last + 1) this.breaks += 1;
    this.#last.set(conversation, Math.max(last, n));
    this.count += 1;
  }

  reset(): void {
    this.count = 0;
    this.breaks = 0;
    this.#last.clear();
  }
}
