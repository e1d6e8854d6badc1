import { fetchJson } from "#lib/api/fetch-json.ts";
import { isSameCount, NONE } from "#lib/notices/mapping.ts";
import type { NoticeCounts } from "#lib/notices/schema.ts";

const EVERY_MS = 60_000;

let count: NoticeCounts = NONE;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

const put = (next: NoticeCounts) => {
  if (isSameCount(next, count)) return;
  count = next;
  for (const tell of listeners) tell();
};

const read = async () => {
  if (document.visibilityState !== "visible") return;
  try {
    put((await fetchJson<{ open: NoticeCounts | null }>("/api/notices/count")).open ?? NONE);
  } catch {
    // The page says itself when the server is away; a bell need not.
  }
};

/**
 * How many notices nobody has acknowledged, as an external store: one for the bell of the side bar and the one of the top
 * bar. Asked once a minute while somebody looks: a stream of its own would take one of the six that a browser allows.
 */
export const noticeCount = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    timer ??= setInterval(read, EVERY_MS);
    document.addEventListener("visibilitychange", read);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      clearInterval(timer);
      timer = undefined;
      document.removeEventListener("visibilitychange", read);
    };
  },
  get: () => count,
  /** What the server said with the page. */
  start: put,
  read,
};
