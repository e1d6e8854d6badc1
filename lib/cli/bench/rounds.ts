export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) throw new Error("no values to take the median of");
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

export type Series = { values: number[]; median: number };

/**
 * Measures each target once per round, in an order that turns from round to round: what else the machine does then
 * falls on all of them alike.
 */
export async function interleave<Name extends string>(
  targets: Record<Name, () => Promise<number>>,
  rounds: number,
): Promise<Record<Name, Series>> {
  const names = Object.keys(targets) as Name[];
  const values = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++) {
    for (let step = 0; step < names.length; step++) {
      const name = names[(round + step) % names.length] as Name;
      values[name].push(await targets[name]());
    }
  }
  const series = names.map((name) => [name, { values: values[name], median: median(values[name]) }] as const);
  return Object.fromEntries(series) as Record<Name, Series>;
}

/** Median of the rounds' own ratios: steadier than the ratio of two medians when the machine is shared. */
export function ratioOf(ours: Series, peer: Series): number {
  return median(ours.values.map((value, round) => value / (peer.values[round] ?? peer.median)));
}

/**
 * Repeats a measurement until it is no longer getting better: the compiler of a Next server needs ten seconds and
 * more, that of a plain one two.
 */
export async function warmUp(measure: () => Promise<number>, atMost: number): Promise<void> {
  let best = 0;
  let withoutGain = 0;
  for (let slice = 0; slice < atMost && withoutGain < 2; slice++) {
    const rate = await measure();
    withoutGain = rate > best * 1.03 ? 0 : withoutGain + 1;
    best = Math.max(best, rate);
  }
}
