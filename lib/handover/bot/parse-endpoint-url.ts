export type ParsedEndpointUrl =
  | { ok: true; baseUrl: string; token: string }
  | { ok: false; sentence: string };

/**
 * The address of a Cognigy REST Endpoint in two parts: where it is, and the token at its end. Whoever has the token can
 * talk to the bot, so it is kept like a secret and never shown whole again.
 */
export function parseEndpointUrl(text: string): ParsedEndpointUrl {
  const url = URL.parse(text.trim());
  if (!url || !/^https?:$/.test(url.protocol) || /\s/.test(text.trim())) {
    return {
      ok: false,
      sentence: "Paste the Endpoint URL from the REST Endpoint in Cognigy.AI, with https://.",
    };
  }
  if (url.username || url.password) {
    return { ok: false, sentence: "Leave user name and password out of the address." };
  }
  if (url.search || url.hash) {
    return {
      ok: false,
      sentence: "Leave out everything from ? or # on: the Endpoint URL ends with its token.",
    };
  }
  const parts = /^(.*\/)([\w.~-]{6,200})\/?$/.exec(url.pathname);
  const token = parts?.[2];
  if (!token) {
    return { ok: false, sentence: "The Endpoint URL ends with a token; this one has none. Copy it whole." };
  }
  return { ok: true, baseUrl: `${url.origin}${parts[1]}`, token };
}
