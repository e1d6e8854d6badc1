import { html } from "hono/html";
import type { SandboxContext } from "../sandbox.ts";
import type { Html } from "./page.ts";

const pageRows = 100;

/**
 * One page of a table, with what searches and turns it, so that ten thousand rows are as usable as ten. The query
 * parameters are `query` and `page`; a table that fits on one page has no controls.
 */
export function listed<Row>(
  c: SandboxContext,
  all: readonly Row[],
  textOf: (row: Row) => string,
): { rows: Row[]; controls: Html } {
  const query = c.req.query("query")?.trim() ?? "";
  const words = query.toLowerCase();
  const found = words === "" ? all : all.filter((row) => textOf(row).toLowerCase().includes(words));
  const last = Math.max(1, Math.ceil(found.length / pageRows));
  const page = Math.min(last, Math.max(1, Number.parseInt(c.req.query("page") ?? "1", 10) || 1));
  const rows = found.slice((page - 1) * pageRows, page * pageRows);
  if (all.length <= pageRows) return { rows, controls: html`` };
  const { pathname } = new URL(c.req.url);
  const link = (to: number, text: string) =>
    html`<a class="button plain" href="${pathname}?query=${encodeURIComponent(query)}&page=${to}">${text}</a>`;
  return {
    rows,
    controls: html`<form class="panel" method="get" action="${pathname}" role="search"><label for="query">Search</label>
<input id="query" name="query" type="search" value="${query}" autocomplete="off"><button type="submit" class="plain">Search</button>
<p class="soft" id="found">${found.length} of ${all.length}, page ${page} of ${last}</p>
${page > 1 ? link(page - 1, "Previous") : ""}${page < last ? link(page + 1, "Next") : ""}</form>`,
  };
}
