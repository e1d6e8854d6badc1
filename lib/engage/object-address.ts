import { type Derived, joinUrl, readUrl } from "./derive.ts";

/** Objects whose pages have their id in the address: `…/admin/categories/<id>/edit` (E-21, facts/engage.md §2.1). */
const KINDS = {
  categories: "a category",
  content_sources: "a source",
  webhooks: "a webhook",
  folders: "a folder",
  users: "an agent",
  identities: "an identity",
  communities: "a community",
  roles: "a role",
} as const;

export type ObjectKind = keyof typeof KINDS;

const refused = (problem: string): { ok: false; problem: string } => ({ ok: false, problem });

const ID = /^[0-9a-f]{24}$/;

/** True for what an id of Engage looks like: 24 hex digits. */
export const looksLikeId = (text: string): boolean => ID.test(text);

/** The page of an object in Engage, for links. */
export function objectPage(uiBaseUrl: string, kind: ObjectKind, id: string): string {
  return joinUrl(uiBaseUrl, `admin/${kind}/${encodeURIComponent(id)}/edit`);
}

/**
 * The id of an object from its page's address or from the bare id. Taken by the path, because other ids can stand in the same
 * address. With `uiBaseUrl` the page of another account is named as such.
 */
export function readObjectId(
  kind: ObjectKind,
  typed: string,
  uiBaseUrl?: string,
): Derived<{ readonly id: string }> {
  const text = typed.trim();
  if (looksLikeId(text.toLowerCase())) return { ok: true, id: text.toLowerCase() };
  if (!/[/.]/.test(text)) {
    return refused(
      text === ""
        ? `Paste the address of ${KINDS[kind]}'s page, or its id.`
        : `"${text.slice(0, 60)}" is not an id: it has 24 digits and letters from a to f.`,
    );
  }
  const read = readUrl(text);
  if (!read.ok) return read;
  const { url } = read;
  const found = /\/admin\/([a-z_]+)\/([^/]+)/i.exec(url.pathname);
  const other = otherAccount(url, uiBaseUrl);
  if (other) return refused(other);
  const [, name = "", id = ""] = found ?? [];
  if (name === "")
    return refused(`This is not the page of ${KINDS[kind]}: open it in Engage and copy its address.`);
  if (name.toLowerCase() !== kind) {
    return refused(`This is the page of ${nameOf(name)}, not of ${KINDS[kind]}.`);
  }
  if (!looksLikeId(id.toLowerCase())) {
    return refused(
      `The address has no id yet: save ${KINDS[kind]} first, then open it and copy the address.`,
    );
  }
  return { ok: true, id: id.toLowerCase() };
}

function nameOf(folder: string): string {
  const name = folder.toLowerCase();
  return Object.hasOwn(KINDS, name) ? KINDS[name as ObjectKind] : "something else";
}

function otherAccount(url: URL, uiBaseUrl: string | undefined): string | null {
  if (!uiBaseUrl) return null;
  const { host } = new URL(uiBaseUrl);
  return url.host === host ? null : `This address belongs to ${url.host}, not to ${host}.`;
}

/** Where realtime messages for a source go: the host of the pages, not the API's (E-34, facts/engage.md §2.1). */
export function realtimeUrlOf(uiBaseUrl: string, sourceId: string): string {
  return joinUrl(uiBaseUrl, `realtime/sdk/${encodeURIComponent(sourceId)}`);
}

/**
 * A pasted realtime endpoint, checked against the account and, when it is known, the source. Gives the address without what was
 * pasted along, and the source's id.
 */
export function readRealtimeUrl(
  typed: string,
  expected: { readonly uiBaseUrl: string; readonly sourceId?: string },
): Derived<{ readonly realtimeUrl: string; readonly sourceId: string }> {
  const bareId = typed.trim().toLowerCase();
  if (looksLikeId(bareId)) return ofSource(bareId, expected);
  const read = readUrl(typed);
  if (!read.ok) return read;
  const { url } = read;
  const ui = new URL(expected.uiBaseUrl);
  if (url.host === ui.host.replace(/^([^.]+)\./, "$1.api.")) {
    return refused(`Realtime messages go to ${ui.host}, without "api".`);
  }
  if (url.host !== ui.host) return refused(`This address belongs to ${url.host}, not to ${ui.host}.`);
  if (url.protocol !== ui.protocol) return refused("Use https: messages would travel without encryption.");
  const id = /\/realtime\/sdk\/([^/]+)\/?$/i.exec(url.pathname)?.[1]?.toLowerCase();
  if (!id) {
    return refused(
      "This is not a realtime endpoint. It stands on the source's page in Engage under Implementation details and ends in /realtime/sdk/ and an id.",
    );
  }
  return ofSource(id, expected);
}

function ofSource(
  id: string,
  expected: { readonly uiBaseUrl: string; readonly sourceId?: string },
): Derived<{ readonly realtimeUrl: string; readonly sourceId: string }> {
  if (!looksLikeId(id)) return refused(`"${id.slice(0, 60)}" is not the id of a source.`);
  if (expected.sourceId && id !== expected.sourceId.toLowerCase()) {
    return refused(`This is the endpoint of another source (${id}). The chosen one is ${expected.sourceId}.`);
  }
  return { ok: true, realtimeUrl: realtimeUrlOf(expected.uiBaseUrl, id), sourceId: id };
}
