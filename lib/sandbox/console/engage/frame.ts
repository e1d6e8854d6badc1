import { html } from "hono/html";
import type { Sandbox, SandboxContext } from "../../sandbox.ts";
import { engageIds } from "../../state/engage-ids.ts";
import type { Category, User } from "../../state/engage-model.ts";
import { checkField, type Frame, type Html, type Option, page } from "../page.ts";

const frame: Frame = {
  product: "Simulated RingCentral Engage",
  links: [
    ["/engage/desk", "Desks"],
    ["/engage/admin", "Admin"],
    ["/", "The sandbox"],
  ],
  note: "Sandbox for tests: not a product of RingCentral, no real customers.",
};

/** The sidebar of the section ADMIN, with the names that the vendor gives. */
export const adminMenu: [href: string, name: string, about: string][] = [
  [
    "/engage/admin/api_access_tokens",
    "API access tokens",
    "Tokens for programs, each in the name of an agent",
  ],
  ["/engage/admin/users", "Agents", "Who answers: permissions by source (the key), skills, identities"],
  ["/engage/admin/categories", "Categories", "What conversations are sorted by, and agents skilled in"],
  ["/engage/admin/communities", "Communities", "Where identities live; every source belongs to one"],
  ["/engage/admin/identities", "Identities", "Customers, and the personas that agents write as"],
  ["/engage/admin/folders", "Folders", "Desks > Folders: what agents find conversations in"],
  ["/engage/admin/roles", "Roles", "What agents and tokens may do"],
  ["/engage/admin/settings", "Settings", "Task mode and the channel groups of the active topology"],
  ["/engage/admin/content_sources", "Sources", "Channels, among them the Engage Digital Source SDK"],
  ["/engage/admin/webhooks", "Webhooks", "Addresses that are told of events"],
];

type EngagePage = {
  title: string;
  body: Html;
  path?: string;
  error?: string | null;
  notice?: string | null;
  status?: 200 | 400 | 403 | 404 | 409;
};

export function engagePage(c: SandboxContext, input: EngagePage): Response | Promise<Response> {
  return page(c, { ...input, frame });
}

/** A page of the section ADMIN. */
export function adminPage(c: SandboxContext, input: EngagePage): Response | Promise<Response> {
  const { pathname } = new URL(c.req.url);
  return engagePage(c, {
    ...input,
    notice: input.notice ?? (c.req.query("saved") ? "Saved." : null),
    path: `Admin > ${input.path ?? input.title}`,
    body: html`<div class="admin"><nav class="panel menu" aria-label="Admin"><ul>${adminMenu.map(
      ([href, name]) =>
        html`<li><a href="${href}" ${pathname.startsWith(href) ? html`aria-current="page"` : ""}>${name}</a></li>`,
    )}</ul></nav><div>${input.body}</div></div>`,
  });
}

/** Whose pages these are: the administrator of the domain. */
export function administrator(sandbox: Sandbox): User | undefined {
  return sandbox.store.engage.users.get(engageIds.users.robin);
}

export function userName(user: User): string {
  return `${user.firstname} ${user.lastname}`;
}

/** `Cognigy > Bot`: names repeat between families. */
export function categoryPath(sandbox: Sandbox, category: Category): string {
  const parent = category.parentId ? sandbox.store.engage.categories.get(category.parentId) : undefined;
  return parent ? `${categoryPath(sandbox, parent)} > ${category.name}` : category.name;
}

/** A group of boxes that send one value each under one name. */
export function checkList(name: string, legend: string, options: Option[], chosen: readonly string[]): Html {
  return html`<fieldset id="${name}"><legend class="label">${legend}</legend>${
    options.length === 0 ? html`<p class="soft">None.</p>` : ""
  }${options.map((option) =>
    checkField(name, option.label, chosen.includes(option.value), option.value, `${name}-${option.value}`),
  )}</fieldset>`;
}

export function categoryChecks(
  sandbox: Sandbox,
  name: string,
  legend: string,
  chosen: readonly string[],
): Html {
  const options = sandbox.store.engage.categories
    .list()
    .map((row) => ({ value: row.id, label: categoryPath(sandbox, row) }))
    .sort((a, b) => a.label.localeCompare(b.label));
  return checkList(name, legend, options, chosen);
}

/** The id of a thing with its copy button. */
export function idLine(label: string, id: string, value: string): Html {
  return html`<dl><dt>${label}</dt><dd><code class="copyable" id="${id}">${value}</code> <button type="button" class="plain" data-copy="${id}">Copy</button></dd></dl>`;
}

export function isWebUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
