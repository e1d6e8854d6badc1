import "server-only";
import { convert } from "html-to-text";
import { hasDarkRules } from "./css/mapping.ts";
import { judgeLink } from "./links/state.ts";
import { fillVariables, type Values } from "./mapping.ts";
import { sanitiseHtml } from "./sanitise-html.ts";
import type { HtmlReport, ImageFound, LinkFound } from "./schema.ts";
import { utf8Bytes } from "./size/mapping.ts";

const MOST_LINKS = 500;
const MOST_IMAGES = 200;

/** What is to be said of HTML before anybody sends it: what is taken out of it, its links and images, and its plain text. */
export function inspectHtml(html: string, values: Values): HtmlReport {
  const links = new Map<string, LinkFound>();
  const images = new Map<string, ImageFound>();
  const filled = fillVariables(html, values, { asHtml: true });
  const { html: clean, removed } = sanitiseHtml(filled, {
    remoteImages: false,
    onElement: (name, attributes) => {
      if (name === "a" || name === "area") addLink(links, attributes.href);
      if (name === "img") addImage(images, attributes);
    },
  });
  const plain = plainText(clean);
  return {
    htmlBytes: utf8Bytes(html),
    textBytes: utf8Bytes(plain),
    removed,
    links: [...links.values()],
    images: [...images.values()],
    plain,
    dark: hasDarkRules(html),
  };
}

/** The version of a mail for programs that show no HTML: links with their address, images by their text. */
export const plainText = (html: string): string =>
  convert(html, {
    wordwrap: 78,
    selectors: [
      { selector: "img", format: "skip" },
      { selector: "a", options: { hideLinkHrefIfSameAsText: true } },
      { selector: "table", options: { uppercaseHeaderCells: false } },
      ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
    ],
    limits: { maxInputLength: 16_000_000 },
  });

function addLink(links: Map<string, LinkFound>, href: string | undefined): void {
  // An anchor without an address is a place to jump to.
  if (href === undefined) return;
  const known = links.get(href);
  if (known) known.count += 1;
  else if (links.size < MOST_LINKS)
    links.set(href, { href: href.slice(0, 2_000), count: 1, ...judgeLink(href) });
}

function addImage(
  images: Map<string, ImageFound>,
  { src = "", alt }: Readonly<Record<string, string>>,
): void {
  const key = `${src} ${alt}`;
  const known = images.get(key);
  if (known) known.count += 1;
  else if (images.size < MOST_IMAGES) images.set(key, { ...placeOf(src), alt: alt ?? null, count: 1 });
}

function placeOf(src: string): Pick<ImageFound, "src" | "where"> {
  const address = src.trim();
  const [, type] = /^data:([^;,]{0,40})/i.exec(address) ?? [];
  if (type !== undefined) return { src: `${type || "data"} in the HTML`, where: "inside" };
  if (/^cid:/i.test(address)) return { src: address.slice(0, 200), where: "attached" };
  if (/^https?:\/\//i.test(address)) return { src: address.slice(0, 200), where: "remote" };
  return { src: address.slice(0, 200), where: "unknown" };
}
