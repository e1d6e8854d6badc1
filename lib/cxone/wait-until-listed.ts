import { setTimeout as sleep } from "node:timers/promises";

export interface WaitOptions {
  /** How long to look; default 15 000. */
  readonly timeoutMs?: number;
  /** Between two looks; default 1 000. */
  readonly intervalMs?: number;
  /** Before the first look, when it would be in vain; default 0. */
  readonly startAfterMs?: number;
}

/** Looks until there is something to see or the time is over. For lists that lag behind a create (facts/cxone.md §2.1). */
export async function waitUntilListed<T>(
  look: () => Promise<T | null>,
  options: WaitOptions = {},
): Promise<T | null> {
  const { timeoutMs = 15_000, intervalMs = 1_000, startAfterMs = 0 } = options;
  const endsAt = performance.now() + timeoutMs;
  if (startAfterMs > 0) await sleep(startAfterMs);
  for (;;) {
    const found = await look();
    if (found !== null || performance.now() + intervalMs > endsAt) return found;
    await sleep(intervalMs);
  }
}
