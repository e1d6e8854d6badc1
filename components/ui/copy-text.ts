/** Puts the exact text on the clipboard. Resolves false where the browser refuses (no permission, no secure context). */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The Clipboard API needs HTTPS or localhost; a console reached by a plain host name has only this. */
function copyBySelection(text: string): boolean {
  const holder = document.createElement("textarea");
  holder.value = text;
  holder.style.cssText = "position:fixed;opacity:0";
  // Inside an open dialog, focus may not leave it: put the holder beside the element that has it.
  (document.activeElement?.parentElement ?? document.body).append(holder);
  const focused = document.activeElement;
  holder.select();
  const copied = document.execCommand("copy");
  holder.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}
