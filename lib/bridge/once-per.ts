const MAX_KEPT = 5_000;

/** Says yes once per key and span of time: for what repeats every minute and is worth one line. */
export function oncePer(ms: number, now: () => number = Date.now): (key: string) => boolean {
  const saidAt = new Map<string, number>();
  return (key) => {
    const last = saidAt.get(key);
    if (last !== undefined && now() - last < ms) return false;
    if (saidAt.size >= MAX_KEPT) saidAt.clear();
    saidAt.set(key, now());
    return true;
  };
}
