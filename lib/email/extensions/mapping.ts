/** Where CXone keeps them (M-36). */
export const EXTENSIONS_PATH = ["ACD", "ACD Configuration", "Business Units", "Accepted Extensions"] as const;

/** What to add to and remove from CXone's list, so that it becomes the wanted one. Case does not count. */
export function diffExtensions(wanted: readonly string[], there: readonly string[]) {
  const [want, have] = [wanted, there].map((list) => new Set(list.map((one) => one.toLowerCase())));
  return {
    toAdd: wanted.filter((one) => !have?.has(one.toLowerCase())),
    toRemove: there.filter((one) => !want?.has(one.toLowerCase())),
  };
}

/** Extensions out of whatever was typed or pasted: divided by commas, blanks or lines. */
export const splitExtensions = (text: string): string[] =>
  text
    .split(/[,;\r\n\t]+/)
    .map((one) => one.trim())
    .filter(Boolean);
