import { html, raw } from "hono/html";
import type { SandboxContext } from "../sandbox.ts";

export type Html = ReturnType<typeof html>;

/** What stands around the pages of one simulated vendor. */
export type Frame = {
  /** "Simulated CXone", in the header and in the title. */
  product: string;
  links: [href: string, text: string][];
  note: string;
};

const cxoneFrame: Frame = {
  product: "Simulated CXone",
  links: [
    ["/cxone/console", "All pages"],
    ["/cxone/console/agent", "Agent desk"],
    ["/cxone/voice-floor", "Voice floor"],
  ],
  note: "Sandbox for tests: not a product of NICE, no real customers.",
};

type PageInput = {
  title: string;
  /** The menu path as the vendor's people know it, such as "Omnichannel Routing > ACD > Roles". */
  path?: string;
  body: Html;
  error?: string | null;
  notice?: string | null;
  status?: 200 | 400 | 403 | 404 | 409;
  frame?: Frame;
  /** The page shows a frame of this host, such as a preview. */
  frames?: boolean;
};

const headers = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  // "no-referrer" would make the browser send `Origin: null` with forms, which are checked for their origin.
  "referrer-policy": "same-origin",
};

/** A whole page of the simulated consoles. */
export function page(c: SandboxContext, input: PageInput): Response | Promise<Response> {
  const frame = input.frame ?? cxoneFrame;
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${input.title} - ${frame.product}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/cxone/console/style.css">
<script type="module" src="/cxone/console/script.js"></script>
</head>
<body>
<header class="top"><strong>${frame.product}</strong> ${frame.links.map(([href, text]) => html`<a href="${href}">${text}</a> `)}
<span class="note">${frame.note}</span></header>
<main>
${input.path ? html`<nav class="path" aria-label="Menu path">${input.path}</nav>` : ""}
<h1>${input.title}</h1>
${input.error ? html`<div class="error" role="alert">${input.error}</div>` : ""}
${input.notice ? html`<div class="notice" role="status">${input.notice}</div>` : ""}
${input.body}
</main>
</body>
</html>`;
  const policy = headers["content-security-policy"] + (input.frames ? "; frame-src 'self'" : "");
  return c.html(document, input.status ?? 200, { ...headers, "content-security-policy": policy });
}

type FieldInput = {
  name: string;
  label: string;
  value?: string;
  help?: string;
  type?: "text" | "url" | "password" | "number" | "search";
  required?: boolean;
};

/** A labelled input; the id is the name. */
export function textField(field: FieldInput): Html {
  const { name, label, value = "", help, type = "text", required = false } = field;
  return html`<label for="${name}">${label}</label>
${help ? html`<p class="help" id="${name}-help">${help}</p>` : ""}
<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="off" ${required ? "required" : ""} ${help ? raw(`aria-describedby="${name}-help"`) : ""}>`;
}

export function checkField(name: string, label: string, checked: boolean, value = "on", id = name): Html {
  return html`<label class="check" for="${id}"><input id="${id}" name="${name}" type="checkbox" value="${value}" ${checked ? "checked" : ""}> ${label}</label>`;
}

export type Option = { value: string; label: string };

export function selectField(
  name: string,
  label: string,
  options: Option[],
  selected: string,
  id = name,
): Html {
  return html`<label for="${id}">${label}</label>
<select id="${id}" name="${name}">${options.map(
    (option) =>
      html`<option value="${option.value}" ${option.value === selected ? "selected" : ""}>${option.label}</option>`,
  )}</select>`;
}

/** A value to carry somewhere else, with a copy button. */
export function copyable(id: string, value: string): Html {
  return html`<code class="copyable" id="${id}">${value}</code> <button type="button" class="plain" data-copy="${id}">Copy</button>`;
}

/** The fields of a submitted form, trimmed of nothing: what was typed is what is checked. */
export async function readForm(c: SandboxContext): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text());
}

export function clock(time: number): string {
  return new Date(time).toISOString().slice(11, 19);
}

export function dateTime(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace("T", " ");
}
