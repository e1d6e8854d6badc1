/** The header block of a raw message and what follows it, line ends as they came. */
export function splitMessage(raw: string): { head: string; body: string } {
  const end = /\r?\n\r?\n/.exec(raw);
  if (!end) return { head: raw, body: "" };
  return { head: raw.slice(0, end.index), body: raw.slice(end.index + end[0].length) };
}

/** Every header in order, unfolded; names as written. */
export function headersOf(raw: string): { name: string; value: string }[] {
  const { head } = splitMessage(raw);
  return head
    .replace(/\r?\n[ \t]+/g, " ")
    .split(/\r?\n/)
    .flatMap((line) => {
      const at = line.indexOf(":");
      return at > 0 ? [{ name: line.slice(0, at), value: line.slice(at + 1).trim() }] : [];
    });
}

export function headerOf(raw: string, name: string): string {
  return headersOf(raw).find((header) => header.name.toLowerCase() === name.toLowerCase())?.value ?? "";
}

/** The address in `Acme <support@acme.example>`, in small letters; empty when there is none. */
export function addressIn(value: string): string {
  const found = /<([^<>]*)>\s*$/.exec(value)?.[1] ?? value;
  return found.trim().toLowerCase();
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}
