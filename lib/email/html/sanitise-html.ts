import "server-only";
import sanitize from "sanitize-html";
import { cleanCss } from "./css/mapping.ts";
import type { Removal, RemovalKind } from "./schema.ts";

export type Sanitised = { html: string; css: string; removed: Removal[] };
type SanitiseOptions = {
  remoteImages: boolean;
  /** Is told of every element as it was written, before anything is taken out. */
  onElement?: (name: string, attributes: Readonly<Record<string, string>>) => void;
};

/** Elements whose content goes with them, by what they are. */
const TAKEN_OUT: Readonly<Record<string, RemovalKind>> = {
  script: "script",
  noscript: "script",
  template: "script",
  svg: "drawing",
  math: "drawing",
  iframe: "frame",
  frame: "frame",
  frameset: "frame",
  object: "frame",
  embed: "frame",
  applet: "frame",
  portal: "frame",
  audio: "frame",
  video: "frame",
  form: "form",
  input: "form",
  button: "form",
  select: "form",
  textarea: "form",
  base: "base",
  link: "remote-style",
  meta: "refresh",
};
const WITH_CONTENT = (
  "script style noscript template svg math iframe object applet audio video select option textarea title " +
  "noembed noframes plaintext xmp frameset"
).split(" ");

const LAYOUT =
  "align bgcolor border cellpadding cellspacing class color colspan dir face height hspace id lang nowrap " +
  "rowspan size start style summary title type valign vspace width role aria-label aria-hidden scope";

const OPTIONS: sanitize.IOptions = {
  allowedTags: [
    ...sanitize.defaults.allowedTags,
    ...["img", "center", "font", "big", "strike", "del", "ins", "tt", "style"],
  ],
  allowedAttributes: {
    "*": LAYOUT.split(" "),
    a: ["href", "name"],
    img: ["src", "alt"],
    td: ["background"],
    style: ["media"],
  },
  allowedSchemes: ["http", "https", "mailto", "tel", "sms"],
  allowedSchemesByTag: { img: ["https", "http", "data", "cid"] },
  allowProtocolRelative: false,
  nonTextTags: WITH_CONTENT,
  enforceHtmlBoundary: false,
  // Rules are cleaned by us, in attributes as in elements.
  allowVulnerableTags: true,
  parseStyleAttributes: false,
  nestingLimit: 256,
};

/**
 * HTML that runs nothing and fetches nothing, with a list of what was taken out of it: scripts, event handlers, addresses that
 * run a script, forms, frames, drawings, remote styles and, unless `remoteImages`, remote images. Style elements come apart, as
 * `css`. Sanitising again changes nothing. The frame that shows it is sandboxed besides: this list is for the person, not the border.
 */
export function sanitiseHtml(html: string, { remoteImages, onElement }: SanitiseOptions): Sanitised {
  const removals = new Map<string, Removal>();
  const note = (kind: RemovalKind, what: string) => {
    const known = removals.get(`${kind} ${what}`);
    if (known) known.count += 1;
    else if (removals.size < MOST) removals.set(`${kind} ${what}`, { kind, what, count: 1 });
  };
  const css = (text: string) =>
    cleanCss(text, { remoteImages }, ({ kind, what }) =>
      note(kind === "script" ? "script-address" : "remote-style", what),
    );
  const styles: string[] = [];
  const cleaned = sanitize(html, {
    ...OPTIONS,
    onOpenTag: (name, attributes) => {
      onElement?.(name, attributes);
      noteElement(name, attributes, note);
    },
    transformTags: {
      // A document in a document: what is set on its body stays, on a block.
      body: (_, attribs) => ({ tagName: "div", attribs }),
      "*": (tagName, attribs) => ({
        tagName,
        attribs: cleanAttributes(tagName, attribs, { remoteImages, css, note }),
      }),
    },
    exclusiveFilter: (frame) => {
      if (frame.tag !== "style") return false;
      const rules = css(frame.text);
      const media = css(frame.attribs.media ?? "").replace(/[{};]/g, "");
      styles.push(media ? `@media ${media} {\n${rules}\n}` : rules);
      return true;
    },
  });
  return { html: cleaned, css: styles.join("\n"), removed: [...removals.values()] };
}

/** So many kinds of things are listed; all are taken out. */
const MOST = 200;

type Note = (kind: RemovalKind, what: string) => void;

function noteElement(name: string, attributes: Readonly<Record<string, string>>, note: Note): void {
  if (name === "meta" && !/^refresh$/i.test(attributes["http-equiv"] ?? "")) return;
  const kind = Object.hasOwn(TAKEN_OUT, name) ? TAKEN_OUT[name] : undefined;
  if (kind) note(kind, `<${name}>`);
  // Of what is taken out whole, its attributes are too; they are named all the same.
  if (kind)
    for (const attribute of Object.keys(attributes))
      if (/^on/i.test(attribute)) note("event-handler", `${attribute} on <${name}>`);
}

type Cleaning = { remoteImages: boolean; css: (text: string) => string; note: Note };

/** What a browser leaves out of an address before it reads its scheme. */
const bare = (address: string) =>
  [...address]
    .filter((character) => character > " " && character !== "\u007f")
    .join("")
    .toLowerCase();

const RUNS = /^(?:java|vb|live)script:|^data:(?!image\/(?:png|gif|jpe?g|webp)[;,])/;
const PICTURE = /^data:image\/(?:png|gif|jpe?g|webp)[;,]/;
const ADDRESSES = new Set([
  "href",
  "src",
  "background",
  "srcset",
  "action",
  "formaction",
  "poster",
  "xlink:href",
]);

function cleanAttributes(
  tagName: string,
  attribs: sanitize.Attributes,
  cleaning: Cleaning,
): sanitize.Attributes {
  const kept: sanitize.Attributes = {};
  for (const [name, value] of Object.entries(attribs)) {
    const clean = cleanAttribute(tagName, name, value, cleaning);
    if (clean !== null) kept[name] = clean;
  }
  return kept;
}

function cleanAttribute(
  tagName: string,
  name: string,
  value: string,
  { remoteImages, css, note }: Cleaning,
): string | null {
  if (/^on/i.test(name)) {
    note("event-handler", `${name} on <${tagName}>`);
    return null;
  }
  if (name === "style") return css(value);
  if (!ADDRESSES.has(name)) return value;
  const address = bare(value);
  if (RUNS.test(address)) {
    note("script-address", `${name}="${value.trim().slice(0, 60)}" on <${tagName}>`);
    return null;
  }
  if (name === "href" || PICTURE.test(address) || address.startsWith("cid:")) return value;
  if (address === "" || (remoteImages && address.startsWith("https:") && name !== "srcset")) return value;
  note("remote-image", value.trim().slice(0, 200));
  return null;
}
