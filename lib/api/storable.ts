import "server-only";

const isText = (text: string) => text.isWellFormed() && !text.includes("\0");

/**
 * Where a value holds what no column of the database takes, as the path of a field; null when it holds none: a NUL, or
 * half of a character that needs two (a lone surrogate), as a text has it that was cut by its length.
 */
export function unstorableAt(value: unknown): string | null {
  const open: { path: string; value: unknown }[] = [{ path: "", value }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { path, value: part } = next;
    if (typeof part === "string" && !isText(part)) return path;
    if (part === null || typeof part !== "object") continue;
    for (const [key, inner] of Object.entries(part)) {
      if (!isText(key)) return path;
      open.push({ path: path === "" ? key : `${path}.${key}`, value: inner });
    }
  }
  return null;
}
