/** Where the environments of seed 001 live (T-02). */
const DOMAIN = "nicecv.com";
const ENVIRONMENT = /^[a-z0-9]+(-[a-z0-9]+)*$/i;
/** What is copied along with an address: the token endpoints and the API's own prefixes. */
const TAIL = /(\/api\/v2)?\/oauth\/token$|\/api\/(v2|journey\/v1)$/i;

export type ReadBase = { ok: true; baseUrl: string } | { ok: false; problem: string };

/** The base address, from an environment such as us-02 (T-02) or from an address typed whole (P-03). Pure. */
export function readBaseUrl(typed: string): ReadBase {
  const text = typed.trim();
  if (text === "")
    return { ok: false, problem: "Enter the environment, such as us-02, or the address of the API." };
  if (ENVIRONMENT.test(text)) return { ok: true, baseUrl: `https://${text.toLowerCase()}.${DOMAIN}` };
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol) || /\s/.test(text)) {
    const problem =
      "This is neither an environment, such as us-02, nor an address, such as https://api-us-2.cxone.com.";
    return { ok: false, problem };
  }
  if (url.username || url.password)
    return { ok: false, problem: "Leave user name and password out of the address." };
  if (url.search || url.hash)
    return { ok: false, problem: "Leave out what stands behind the ? or # of the address." };
  const path = url.pathname.replace(/\/+$/, "").replace(TAIL, "").replace(/\/+$/, "");
  return { ok: true, baseUrl: `${url.origin}${path}` };
}

/** How a client proves itself: in a Basic header (seed 001) or in the form body (seed 003). */
export type TokenStyle = "basic" | "form";
export type TokenPlace = { url: string; style: TokenStyle };

/** Where tokens may be had, in the order to ask. An address that is typed is asked alone. */
export function tokenPlaces(baseUrl: string, tokenUrl?: string): readonly [TokenPlace, TokenPlace] {
  return tokenUrl
    ? [
        { url: tokenUrl, style: "basic" },
        { url: tokenUrl, style: "form" },
      ]
    : [
        { url: `${baseUrl}/api/v2/oauth/token`, style: "basic" },
        { url: `${baseUrl}/oauth/token`, style: "form" },
      ];
}
