/** The hosts an account can live on: customers in North America on the second, historical ones on the first (facts/engage.md §1.1). */
export const PLATFORM_HOSTS = ["engagement.dimelo.com", "digital.ringcentral.com"] as const;

export type Derived<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly problem: string };

export interface EngageAddresses {
  /** Where people sign in and where realtime messages go: `https://acme.engagement.dimelo.com`. */
  readonly uiBaseUrl: string;
  /** Where the REST API answers, without `/1.0`: `https://acme.api.engagement.dimelo.com`. */
  readonly apiBaseUrl: string;
}

const EXAMPLE = "acme.engagement.dimelo.com";

const refused = (problem: string): { ok: false; problem: string } => ({ ok: false, problem });

/**
 * Both addresses of an account from whatever a person copied: its domain, any page, the API address, with or without scheme. `api` goes
 * in behind the first label (E-60). Without `apiBaseUrl` the host has to be one of Engage's own; with it both
 * may be anywhere, which is how a simulated Engage is reached.
 */
export function deriveAddresses(
  typed: string,
  apiBaseUrl?: string,
): Derived<EngageAddresses & { readonly account: string }> {
  const read = readUrl(typed);
  if (!read.ok) return read;
  if (apiBaseUrl?.trim()) return withGivenApi(read.url, apiBaseUrl);
  const { url } = read;
  const host = hostOf(url);
  if (url.port !== "") {
    return refused(`Leave ":${url.port}" out: Engage answers on the usual port only.`);
  }
  const platform = PLATFORM_HOSTS.find((name) => host === name || host.endsWith(`.${name}`));
  if (!platform) {
    return refused(
      `${host} is not an address of Engage. It ends in ${PLATFORM_HOSTS.join(" or ")}, such as ${EXAMPLE}.`,
    );
  }
  const labels = host.slice(0, -platform.length - 1).split(".");
  const [account = "", ...more] = labels;
  // The host of the API, and a login host that all accounts share, have no account in front.
  if (account === "" || (account === "api" && more.length === 0)) {
    return refused(`The account is missing in front of ${platform}, such as acme.${platform}.`);
  }
  if (more.length > 1 || (more.length === 1 && more[0] !== "api")) {
    return refused(
      `${host} has more parts than an address of Engage. Open Engage and copy what stands in front of ${platform}.`,
    );
  }
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(account)) {
    return refused(`"${account}" cannot be the name of an account.`);
  }
  return {
    ok: true,
    account,
    uiBaseUrl: `https://${account}.${platform}`,
    apiBaseUrl: `https://${account}.api.${platform}`,
  };
}

function withGivenApi(ui: URL, apiBaseUrl: string): Derived<EngageAddresses & { readonly account: string }> {
  const api = readUrl(apiBaseUrl);
  if (!api.ok) return refused(`The API address: ${api.problem}`);
  const uiBaseUrl = bare(ui, /\/(admin|realtime|desk)(\/.*)?$/);
  const apiBase = bare(api.url, /\/1\.0(\/.*)?$/);
  if (uiBaseUrl === apiBase) return refused("Both addresses are the same: the API has one of its own.");
  return { ok: true, account: hostOf(ui).split(".")[0] ?? "", uiBaseUrl, apiBaseUrl: apiBase };
}

/** True for the host of an account's pages, which is not the one of its API. Takes `host` or `host:port`. */
export function isUiHost(host: string): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, "");
  const platform = PLATFORM_HOSTS.find((known) => name.endsWith(`.${known}`));
  return platform !== undefined && !name.slice(0, -platform.length - 1).endsWith(".api");
}

/** The host of the API for a host of pages, for people who entered the wrong one; null when it is not Engage's. */
export function apiHostOf(host: string): string | null {
  const derived = deriveAddresses(host.replace(/:\d+$/, ""));
  return derived.ok ? new URL(derived.apiBaseUrl).host : null;
}

/** An http or https URL from what people paste: blanks around it, no scheme, capitals, invisible characters. */
export function readUrl(typed: string): Derived<{ readonly url: URL }> {
  // Zero-width characters come along when an address is copied out of a chat.
  const text = typed.replace(/[\u200B-\u200D\u2060\uFEFF]/g, "").trim();
  if (text === "") return refused(`Enter the address, such as ${EXAMPLE}.`);
  if (/\s/.test(text)) return refused("There is a blank inside the address.");
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme && scheme !== "https" && scheme !== "http") {
    return refused(`The address starts with ${scheme}://. Use https://.`);
  }
  const url = URL.parse(scheme ? text : `https://${text.replace(/^\/+/, "")}`);
  if (!url?.hostname) return refused(`"${text.slice(0, 100)}" is not an address.`);
  if (url.username || url.password || /^[^/?#]*@/.test(text.replace(/^[^/]*:\/\//, ""))) {
    return refused("Leave user name and password out of the address.");
  }
  if (!url.hostname.includes(".") && url.hostname !== "localhost" && !url.hostname.startsWith("[")) {
    return refused(`Enter the whole domain: ${url.hostname}.${PLATFORM_HOSTS.join(` or ${url.hostname}.`)}.`);
  }
  return { ok: true, url };
}

const hostOf = (url: URL): string => url.hostname.replace(/\.$/, "");

/** Scheme, host and the path up to where the pages or the API begin. */
function bare(url: URL, tail: RegExp): string {
  return `${url.protocol}//${url.host}${url.pathname.replace(tail, "").replace(/\/+$/, "")}`;
}

/** Joins a base URL and a path without doubling or losing the slash between them. */
export function joinUrl(base: string, path: string): string {
  return `${base.trim().replace(/\/+$/, "")}/${path.trim().replace(/^\/+/, "")}`;
}
