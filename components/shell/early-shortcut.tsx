type Keys = Pick<KeyboardEvent, "key" | "metaKey" | "ctrlKey" | "altKey" | "shiftKey">;

/** Ctrl/Cmd-K and nothing else. */
export function isPaletteShortcut({ key, metaKey, ctrlKey, altKey, shiftKey }: Keys): boolean {
  return key.toLowerCase() === "k" && (metaKey || ctrlKey) && !altKey && !shiftKey;
}

/** Runs in the document by its text alone, so it may use nothing but what it is handed. */
function noteShortcut(isShortcut: typeof isPaletteShortcut): void {
  const root = document.documentElement;
  window.addEventListener("keydown", (event) => {
    if (root.dataset.palette === "listens" || !isShortcut(event)) return;
    if (!document.querySelector("[aria-keyshortcuts~='Control+K']")) return;
    event.preventDefault();
    root.dataset.palette = "wanted";
  });
}

/**
 * Ctrl/Cmd-K counts as soon as the page can be read: until its scripts are there, this small one notes on `<html>` that
 * the palette is wanted, and the palette opens when it comes (`data-palette`: `wanted`, then `listens`).
 */
export function EarlyShortcut({ nonce }: { nonce: string | undefined }) {
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {`(${noteShortcut})(${isPaletteShortcut})`}
    </script>
  );
}
