import "server-only";
import { forceScheme, type Scheme } from "./css/mapping.ts";
import { escapeHtml, fillVariables, type Values } from "./mapping.ts";
import { sanitiseHtml } from "./sanitise-html.ts";

type FrameOptions = { values: Values; scheme: Scheme; remoteImages: boolean };

const LOOKS: Record<Scheme, string> = {
  light: ":root{color-scheme:light;background:#fff;color:#000}",
  dark: ":root{color-scheme:dark;background:#121212;color:#fff}",
  // What some programs do to mails without dark colours of their own: all is turned round, pictures are turned back.
  inverted:
    ":root{color-scheme:light;background:#fff;color:#000;filter:invert(1) hue-rotate(180deg)}" +
    "img,[background]{filter:invert(1) hue-rotate(180deg)}",
};

/** A mail as a document of its own for the preview's frame: filled, sanitised, in one colour scheme. */
export function frameDocument(html: string, { values, scheme, remoteImages }: FrameOptions): string {
  const { html: body, css } = sanitiseHtml(fillVariables(html, values, { asHtml: true }), { remoteImages });
  return documentOf(forceScheme(css, scheme), LOOKS[scheme], body);
}

/** The same for text without markup. */
export function textDocument(text: string): string {
  return documentOf(
    "",
    LOOKS.light,
    `<pre style="white-space:pre-wrap;font:13px/1.5 monospace">${escapeHtml(text)}</pre>`,
  );
}

// Links open nowhere: a new window is what the sandbox refuses, and none may name another target.
const documentOf = (css: string, look: string, body: string) =>
  `<!doctype html><html><head><meta charset="utf-8"><base target="_blank"><meta name="viewport" content="width=device-width">` +
  `<title>Preview</title><style>${look}body{margin:8px;font:14px/1.5 Arial,sans-serif}${css}</style></head><body>${body}</body></html>`;
