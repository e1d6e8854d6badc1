/** What was taken out of style rules. */
export type CssRemoval = { kind: "remote" | "script"; what: string };

const PICTURE = /^data:image\/(?:png|gif|jpe?g|webp);base64,[a-z0-9+/=\s]*$/i;
const REMOTE = /^https:\/\/[^\s"'()<>\\]+$/i;

/**
 * Style rules that fetch nothing and run nothing: without addresses (but pictures that stand in them, and remote ones where
 * `remoteImages`), imports, expressions and bindings. Cleaning again changes nothing. Not the border itself: that is the
 * policy and the sandbox of the frame that shows it.
 */
export function cleanCss(
  css: string,
  { remoteImages }: { remoteImages: boolean },
  removed: (removal: CssRemoval) => void = () => {},
): string {
  let text = unescapeCss(css.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, " ")).replaceAll("<", "");
  // What is left of one removal may form the next: until nothing changes any more.
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const next = cleanOnce(text, remoteImages, removed);
    if (next === text) return text;
    text = next;
  }
  removed({ kind: "script", what: "rules in rules, too many to clean" });
  return "";
}

/** Nobody nests words in words so deep but to get past a cleaner, or to keep it busy. */
const MOST_PASSES = 20;

function cleanOnce(css: string, remoteImages: boolean, removed: (removal: CssRemoval) => void): string {
  return css
    .replace(/\/\*|\*\//g, "")
    .replace(/@(?:import|charset|namespace)\b[^;{}]*;?/gi, (what) => {
      removed({ kind: "remote", what: short(what) });
      return "";
    })
    .replace(/(?:-webkit-)?image-set\s*\(|cross-fade\s*\(|element\s*\(|\bsrc\s*\(/gi, (what) => {
      removed({ kind: "remote", what: short(what) });
      return "none (";
    })
    .replace(/url\s*\(([^)]*)\)?/gi, (what, inner: string) => {
      const address = inner.trim().replace(/^["']|["']$/g, "");
      if (PICTURE.test(address)) return `url("${address.replace(/\s/g, "")}")`;
      if (remoteImages && REMOTE.test(address)) return `url("${address}")`;
      removed({ kind: "remote", what: short(what) });
      return "none";
    })
    .replace(/expression\s*\(|(?:-moz-)?binding\s*:|behaviou?r\s*:|(?:java|vb)script\s*:/gi, (what) => {
      removed({ kind: "script", what: short(what) });
      return "";
    });
}

/** Characters written as escapes (`\75rl`) as they are, so that no word hides; a backslash that means nothing goes. */
function unescapeCss(css: string): string {
  let text = css;
  while (text.includes("\\")) {
    text = text.replace(/\\(?:([0-9a-f]{1,6})\s?|([\s\S])|$)/gi, (_, hex?: string, sign?: string) => {
      const code = hex ? Number.parseInt(hex, 16) : 0;
      if (hex) return code > 31 && code < 0x110000 && code !== 92 ? String.fromCodePoint(code) : "";
      return sign && sign !== "\\" ? sign : "";
    });
  }
  return text;
}

const short = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text).trim();

/** How a preview shows a mail: as written, in the dark colours its author wrote, or turned round as some programs do. */
export const SCHEMES = ["light", "dark", "inverted"] as const;
export type Scheme = (typeof SCHEMES)[number];

/** The rules for one colour scheme always apply and those for the other never, whatever the person's own screen is set to. */
export function forceScheme(css: string, scheme: Scheme): string {
  return css.replace(/\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/gi, (_, of: string) =>
    (of.toLowerCase() === "dark") === (scheme === "dark") ? "(min-width: 0px)" : "(max-width: 0px)",
  );
}

/** Whether the author wrote dark colours at all. */
export const hasDarkRules = (css: string) => /prefers-color-scheme\s*:\s*dark/i.test(css);
