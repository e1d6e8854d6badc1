/** Names of U+00A0 to U+00FF in their order. */
const LATIN =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

const NAMES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(LATIN.split(" ").map((name, index) => [name, String.fromCodePoint(0xa0 + index)])),
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", shy: "" },
  ...{ euro: "€", hellip: "…", ndash: "–", mdash: "—", lsquo: "‘", rsquo: "’", sbquo: "‚", ldquo: "“" },
  ...{ rdquo: "”", bdquo: "„", lsaquo: "‹", rsaquo: "›", bull: "•", trade: "™", larr: "←", rarr: "→" },
  ...{ uarr: "↑", darr: "↓", harr: "↔", minus: "−", infin: "∞", ne: "≠", le: "≤", ge: "≥", OElig: "Œ" },
  ...{ oelig: "œ", Scaron: "Š", scaron: "š", Zcaron: "Ž", zcaron: "ž", Yuml: "Ÿ", fnof: "ƒ", check: "✓" },
  ...{
    ensp: " ",
    emsp: " ",
    thinsp: " ",
    zwnj: "\u200C",
    zwj: "\u200D",
    permil: "‰",
    dagger: "†",
    hearts: "♥",
  },
};

/** What browsers make of the numbers that Windows-1252 has between 128 and 159. */
const WINDOWS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

/** Replaces entities by what they stand for, once: `&amp;lt;` is the text `&lt;`. Unknown names stay as they are. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,8})|#(\d{1,9})|([A-Za-z][A-Za-z0-9]{1,31}));?/gi,
    (all, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
      if (name !== undefined)
        return all.endsWith(";") && Object.hasOwn(NAMES, name) ? (NAMES[name] ?? all) : all;
      return fromNumber(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
    },
  );
}

function fromNumber(code: number): string {
  if (code >= 0x80 && code <= 0x9f) return WINDOWS[code - 0x80] ?? "";
  const isCharacter = code > 0 && code <= 0x10_ff_ff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : "\uFFFD";
}
