export type ToastMessage = {
  kind: "good" | "bad" | "info";
  title: string;
  description?: string;
  /** Where the result is: a toast only links to what happened, it never holds it. */
  link?: { label: string; href: string };
};

type Show = (message: ToastMessage) => void;

let show: Show | null = null;
let wanted = false;
const waiting: ToastMessage[] = [];
const listeners = new Set<() => void>();

/** Shows a short note at the edge of the window. Loads the toaster (9 kB) on the first one. */
export function toast(message: ToastMessage): void {
  if (show) {
    show(message);
    return;
  }
  waiting.push(message);
  wanted = true;
  for (const tell of listeners) tell();
}

/** For `Toaster` only: whether anything was ever to be shown, as an external store. */
export const toastDemand = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  isWanted: () => wanted,
};

/** For `ToasterBody` only: takes over, and shows what came while it was loading. */
export function takeOverToasts(next: Show): () => void {
  show = next;
  for (const message of waiting.splice(0)) next(message);
  return () => {
    show = null;
  };
}
