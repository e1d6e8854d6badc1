/** One look for tabs that are buttons and tabs that are links. */
export const tabListLook = "flex gap-4 overflow-x-auto border-b";

export const tabLook =
  "-mb-px whitespace-nowrap border-b-2 border-transparent py-2 text-sm text-muted hover:text-ink focus-visible:-outline-offset-2 aria-selected:border-accent aria-selected:font-medium aria-selected:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink";
