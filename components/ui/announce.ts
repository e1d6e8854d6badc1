let region: HTMLElement | null = null;

/**
 * Has a screen reader say a short text, from anywhere ("Copied"). One polite live region serves the whole page; it is
 * in the document before its text changes, or some readers stay silent. Dialogs leave live regions readable.
 */
export function announce(text: string): void {
  if (!region?.isConnected) {
    region = document.createElement("div");
    region.setAttribute("role", "status");
    region.setAttribute("aria-live", "polite");
    region.className = "sr-only";
    document.body.append(region);
  }
  const target = region;
  target.textContent = "";
  setTimeout(() => {
    target.textContent = text;
  }, 50);
}
