import { decodeEntities } from "./entities.ts";

/** Elements whose content is not meant to be read. */
const UNREAD = new Set([
  "script",
  "style",
  "head",
  "title",
  "template",
  "noscript",
  "iframe",
  "object",
  "svg",
]);
/** Elements that stand by themselves, and how many line ends keep them apart. */
const BLOCKS: Readonly<Record<string, number>> = {
  ...{ p: 2, blockquote: 2, ul: 2, ol: 2, dl: 2, table: 2, pre: 2, figure: 2, hr: 2 },
  ...{ h1: 2, h2: 2, h3: 2, h4: 2, h5: 2, h6: 2 },
  ...{
    div: 1,
    li: 1,
    tr: 1,
    dt: 1,
    dd: 1,
    section: 1,
    article: 1,
    header: 1,
    footer: 1,
    address: 1,
    form: 1,
  },
};
const TAG = /<(\/?)([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/iy;

type Reader = {
  out: string;
  /** Line ends that are due before the next text. */
  due: number;
  lists: { ordered: boolean; count: number }[];
  links: { href: string; from: number }[];
  pre: number;
};

/**
 * An agent's HTML as plain text: what a reader would see, with paragraphs, lists and the addresses of links. Nothing of
 * it is markup afterwards: who shows it has to escape it like any text.
 */
export function htmlToText(html: string): string {
  const reader: Reader = { out: "", due: 0, lists: [], links: [], pre: 0 };
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf("<", at);
    if (open !== at) write(reader, html.slice(at, open === -1 ? html.length : open));
    if (open === -1) break;
    at = readMarkup(reader, html, open);
  }
  return reader.out
    .replaceAll("\u00A0", " ")
    .replace(/[^\S\n]+$/gm, "")
    .replace(/^\n+|\s+$/g, "");
}

/** Reads the tag, comment or lone bracket at `open`; returns where it ends. */
function readMarkup(reader: Reader, html: string, open: number): number {
  if (html.startsWith("<!--", open)) return endOf(html, "-->", open + 4);
  if (html[open + 1] === "!" || html[open + 1] === "?") return endOf(html, ">", open + 1);
  TAG.lastIndex = open;
  const tag = TAG.exec(html);
  if (!tag) {
    write(reader, "<");
    return open + 1;
  }
  const [, slash, name = "", attributes = ""] = tag;
  const element = name.toLowerCase();
  if (slash) close(reader, element);
  else if (UNREAD.has(element))
    return attributes.endsWith("/") ? TAG.lastIndex : behind(html, element, TAG.lastIndex);
  else start(reader, element, attributes);
  return open + tag[0].length;
}

function endOf(html: string, mark: string, from: number): number {
  const end = html.indexOf(mark, from);
  return end === -1 ? html.length : end + mark.length;
}

/** Behind the end tag of an element; without one its content goes on to the end. */
function behind(html: string, element: string, from: number): number {
  const end = new RegExp(`</${element}\\s*>`, "gi");
  end.lastIndex = from;
  return end.exec(html) ? end.lastIndex : html.length;
}

function start(reader: Reader, element: string, attributes: string): void {
  const list = reader.lists.at(-1);
  if (element === "br") {
    reader.out = `${reader.out.replace(/ +$/, "")}${"\n".repeat(reader.due)}\n`;
    reader.due = 0;
    return;
  }
  // Lists within lists stand close to the line they belong to.
  due(reader, list && (element === "ul" || element === "ol") ? 1 : (BLOCKS[element] ?? 0));
  if (element === "ul" || element === "ol") reader.lists.push({ ordered: element === "ol", count: 0 });
  if (element === "pre") reader.pre += 1;
  if (element === "a") reader.links.push({ href: attribute(attributes, "href"), from: reader.out.length });
  if (element === "img") write(reader, attribute(attributes, "alt"), true);
  if (element === "td" || element === "th") write(reader, " ");
  if (element !== "li") return;
  if (list) list.count += 1;
  const indent = "  ".repeat(Math.max(0, reader.lists.length - 1));
  write(reader, `${indent}${list?.ordered ? `${list.count}.` : "-"}\u00A0`, true);
}

function close(reader: Reader, element: string): void {
  if (element === "a") closeLink(reader);
  if (element === "ul" || element === "ol") reader.lists.pop();
  if (element === "pre") reader.pre = Math.max(0, reader.pre - 1);
  due(reader, reader.lists.length > 0 ? Math.min(1, BLOCKS[element] ?? 0) : (BLOCKS[element] ?? 0));
}

/** The address behind the words, unless they are the address, or it leads nowhere a reader may go. */
function closeLink(reader: Reader): void {
  const link = reader.links.pop();
  if (!link || !/^(https?:|mailto:|tel:)/i.test(link.href)) return;
  const words = reader.out.slice(link.from).trim();
  const address = link.href.replace(/^(mailto|tel):/i, "");
  if (words === address || words === link.href) return;
  write(reader, words === "" ? link.href : ` (${address})`, true);
}

function due(reader: Reader, lines: number): void {
  if (reader.out !== "") reader.due = Math.max(reader.due, lines);
}

/** Adds text: `known` as it is, else with its entities decoded and its blanks as a browser shows them. */
function write(reader: Reader, raw: string, known = false): void {
  const decoded = known ? raw : decodeEntities(reader.pre > 0 ? raw : raw.replace(/[ \t\r\n\f]+/g, " "));
  const atStart = reader.due > 0 || reader.out === "" || /[\n\u00A0 ]$/.test(reader.out);
  const text = atStart && reader.pre === 0 && !known ? decoded.replace(/^ +/, "") : decoded;
  if (text === "") return;
  reader.out = `${reader.due > 0 ? reader.out.trimEnd() : reader.out}${"\n".repeat(reader.due)}${text}`;
  reader.due = 0;
}

function attribute(attributes: string, name: string): string {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(
    attributes,
  );
  return decodeEntities(found?.[1] ?? found?.[2] ?? found?.[3] ?? "").trim();
}
