const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;

/** Uniform in [0, 1). */
export type Random = () => number;

/** Full jitter: anywhere between 0 and the exponential step, so that callers who failed together do not return together. */
export function fullJitter(attempt: number, random: Random): number {
  return Math.round(random() * stepMs(attempt));
}

/**
 * Equal jitter for 429: half the step is certain. Full jitter can come out near 0, which to a throttling vendor is no
 * wait at all. The step starts at 1 s because a limit that was just met is not lifted within milliseconds.
 */
export function equalJitter(attempt: number, random: Random): number {
  const step = Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** (attempt - 1));
  return Math.round(step / 2 + random() * (step / 2));
}

function stepMs(attempt: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
}
