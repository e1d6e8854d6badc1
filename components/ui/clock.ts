const tickMs = 15_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let nowMs = Date.now();

/** The present as all clocks of the page show it. */
export const present = (): number => nowMs;

/** Tells when the present moved on. While nobody listens it stands still, so the first one sets it going anew. */
export function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) nowMs = Date.now();
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const tell of listeners) tell();
  }, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** What `at` is relative to: a moment after the last tick is not in the future for it. */
export const presentFor = (atMs: number, shownMs: number): number =>
  atMs > shownMs ? Math.max(shownMs, Date.now()) : shownMs;
