import { html } from "hono/html";
import { entraFrame } from "../../microsoft/entra-frame.ts";
import type { SandboxContext } from "../../sandbox.ts";
import { type Html, page } from "../page.ts";

type Menu = [href: string, name: string][];

const entraMenu: Menu = [
  ["/microsoft/entra", "Overview"],
  ["/microsoft/entra/apps", "App registrations"],
  ["/microsoft/entra/enterprise", "Enterprise applications"],
  ["/microsoft/entra/users", "Users"],
];

const exchangeMenu: Menu = [
  ["/microsoft/exchange", "Mail flow settings"],
  ["/microsoft/exchange/mailboxes", "Mailboxes"],
  ["/microsoft/exchange/principals", "Service principals"],
];

type MicrosoftPage = {
  title: string;
  path: string;
  body: Html;
  error?: string | null;
  notice?: string | null;
  status?: 400 | 404;
};

function framed(center: string, menu: Menu) {
  return (c: SandboxContext, input: MicrosoftPage): Response | Promise<Response> => {
    const { pathname } = new URL(c.req.url);
    const [root = ""] = menu[0] ?? [];
    const isHere = (href: string) => (href === root ? pathname === href : pathname.startsWith(href));
    return page(c, {
      ...input,
      frame: entraFrame,
      path: `${center} > ${input.path}`,
      notice: input.notice ?? (c.req.query("saved") ? "Saved." : null),
      body: html`<div class="admin"><nav class="panel menu" aria-label="${center}"><ul>${menu.map(
        ([href, name]) =>
          html`<li><a href="${href}" ${isHere(href) ? html`aria-current="page"` : ""}>${name}</a></li>`,
      )}</ul></nav><div>${input.body}</div></div>`,
    });
  };
}

export const entraPage = framed("Microsoft Entra admin center", entraMenu);
export const exchangePage = framed("Exchange admin center", exchangeMenu);
