/** What stands in the place of a secret. */
export const MASK = "[redacted]";

const MAX_DEPTH = 64;

/**
 * Words that make a key sensitive wherever they stand in it: `client_secret`, `X-Api-Key`, `refreshToken`. `HINT` has to
 * cover each of them.
 */
const SENSITIVE_WORD =
  /pass[-_ .]?(?:word|wd|phrase|code)|pwd|secret|token|api[-_ .]?key|access[-_ .]?key|private[-_ .]?key|signing[-_ .]?key|authorization|cookie|credential|assertion|verifier|jwt|otp\b/i;

/** Keys that carry such a word and still name nothing secret: `token_type`, `accessKeyId`, `authorization_endpoint`. */
const HARMLESS_SUFFIX =
  /(?:[-_ .]|(?<=[a-z])(?=[A-Z]))(?:type|types|endpoint|url|uri|supported|id|ids|name|version|fingerprint|hint|path|expires?[-_ ]?(?:at|in)|expiration(?:[-_ ]?time)?(?:[-_ ]?sec(?:onds)?)?|exp|length|count|at)$/i;

/** Something of this is in any text that `SENSITIVE_WORD` or the token patterns below could match. */
const HINT = /pass|pwd|secret|token|key|auth|cookie|credential|assert|verifier|jwt|otp|bearer|basic|eyj|\\u/;

/** Most texts end here. Lower-casing first is three times faster than an expression that ignores case. */
function mayHoldSecret(text: string): boolean {
  return HINT.test(text.toLowerCase());
}

const headerNames = new Map<string, boolean>();

/** The same few header names come by with every call. Bounded, for names come from the other side too. */
function isSensitiveHeader(name: string): boolean {
  let sensitive = headerNames.get(name);
  if (sensitive === undefined) {
    sensitive = isSensitiveKey(name);
    if (headerNames.size < 500) headerNames.set(name, sensitive);
  }
  return sensitive;
}

/** True when the value under this key must never be shown or stored in clear. */
export function isSensitiveKey(key: string): boolean {
  return SENSITIVE_WORD.test(key) && !isHarmless(key);
}

/** Case decides where words end (`accessKeyId` but not `paid`), so the suffix is looked up with case kept. */
function isHarmless(key: string): boolean {
  const words = key.replace(/([a-z0-9])([A-Z])/g, "$1_$2");
  return HARMLESS_SUFFIX.test(words);
}

/**
 * Deep copy with every value under a sensitive key masked, at any depth, in objects, arrays, maps and in strings
 * that themselves contain JSON, form pairs, bearer tokens or JWTs. Never throws; what it cannot look into is masked.
 */
export function redact(value: unknown): unknown {
  return copy(value, 0, new Set());
}

function copy(value: unknown, depth: number, above: Set<object>): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "function" || typeof value === "symbol") return undefined;
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (above.has(value)) return "[circular]";
  if (depth >= MAX_DEPTH) return MASK;
  above.add(value);
  try {
    if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1, above));
    if (value instanceof Set) return [...value].map((item) => copy(item, depth + 1, above));
    return Object.fromEntries(
      entriesOf(value).map(([key, item]) => [
        key,
        isSensitiveKey(key) ? mask(item) : copy(item, depth + 1, above),
      ]),
    );
  } catch {
    return MASK;
  } finally {
    above.delete(value);
  }
}

function entriesOf(value: object): [string, unknown][] {
  if (value instanceof Map) return [...value].map(([key, item]) => [String(key), item]);
  if (value instanceof Error) {
    return [["name", value.name], ["message", value.message], ...Object.entries(value)];
  }
  return Object.entries(value);
}

/** Null, booleans and the empty string tell nothing; everything else under a sensitive key does. */
function mask(value: unknown): unknown {
  return value === null || value === undefined || typeof value === "boolean" || value === "" ? value : MASK;
}

/** Header map with credentials masked; the scheme of an Authorization header stays readable. */
export function redactHeaders(headers: Record<string, string>): Record<string, string> {
  const safe: Record<string, string> = {};
  for (const key in headers) {
    const value = headers[key] ?? "";
    safe[key] = isSensitiveHeader(key) ? maskHeader(value) : redactText(value);
  }
  return safe;
}

function maskHeader(value: string): string {
  const scheme = /^(basic|bearer|digest|negotiate) /i.exec(value);
  return scheme ? `${scheme[1]} ${MASK}` : MASK;
}

/**
 * Masks secrets in a text of unknown form: JSON (also inside strings), form pairs, query strings, headers, JWTs.
 * A text that shows no sensitive word is returned as it is, without parsing.
 */
export function redactText(text: string): string {
  if (!mayHoldSecret(text)) return text;
  const first = text.charCodeAt(firstNonSpace(text));
  if (first === 0x7b || first === 0x5b || first === 0x22) {
    try {
      const parsed: unknown = JSON.parse(text);
      return JSON.stringify(redact(parsed));
    } catch {
      // Cut or broken JSON still holds secrets: fall through to the reading that needs no structure.
    }
  }
  return redactLoose(text);
}

function firstNonSpace(text: string): number {
  let at = 0;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

// Every repetition that could start anywhere is bounded or anchored: hostile text must not cost quadratic time.
const QUOTED_KEY = /(?<!\\)(\\*)"((?:[^"\\]|\\(?!")){0,100}?)\\{0,16}"\s{0,16}:\s{0,16}/g;
const PAIR = /([^\s&?;,"'=<>(){}[\]]{1,100})=([^&\s"';,<>]*)/g;
const LABEL = /(^|[\s,;{(])([\w .-]{0,40}?)\s*:\s*(?=\S)([^\s,;})"']+)/g;

/** Reads text that is not (whole) JSON. Errs on the side of masking too much: what cannot be delimited goes to the end. */
function redactLoose(input: string): string {
  const text = input.replace(/(?<!\\)\\+u00([2-7][0-9a-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return redactPairs(redactQuoted(text))
    .replace(/\b(bearer|basic)\s+(?!\[redacted\])[A-Za-z0-9._~+/=-]{6,}/gi, `$1 ${MASK}`)
    .replace(/\beyJ[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*){0,4}/g, MASK);
}

function redactQuoted(text: string): string {
  let out = "";
  let from = 0;
  QUOTED_KEY.lastIndex = 0;
  for (let hit = QUOTED_KEY.exec(text); hit; hit = QUOTED_KEY.exec(text)) {
    if (!isSensitiveKey(hit[2] ?? "")) {
      // The closing quote may open the next key when quotes are unbalanced, so step back to just behind this one.
      QUOTED_KEY.lastIndex = hit.index + (hit[1]?.length ?? 0) + 1;
      continue;
    }
    const start = hit.index + hit[0].length;
    const end = endOfValue(text, start, (hit[1] ?? "").length > 0);
    out += `${text.slice(from, start)}${end === start ? "" : `"${MASK}"`}`;
    from = end;
    QUOTED_KEY.lastIndex = Math.max(end, hit.index + 1);
    if (end >= text.length) break;
  }
  return out + text.slice(from);
}

/** Where the value that starts here ends; the end of the text when that cannot be told. */
function endOfValue(text: string, start: number, escaped: boolean): number {
  if (escaped || text[start] === "{" || text[start] === "[") return text.length;
  if (text[start] === '"') {
    for (let at = start + 1; at < text.length; at += 1) {
      if (text[at] === "\\") at += 1;
      else if (text[at] === '"') return at + 1;
    }
    return text.length;
  }
  const rest = /^[^\s,}\]]*/.exec(text.slice(start));
  return start + (rest?.[0].length ?? 0);
}

function redactPairs(text: string): string {
  return text
    .replace(PAIR, (all, key: string, value: string) =>
      value !== "" && isSensitiveKey(decode(key)) ? `${key}=${MASK}` : all,
    )
    .replace(LABEL, (all, before: string, key: string, value: string) =>
      isSensitiveKey(key) && !value.includes(MASK) && !/^(?:basic|bearer)$/i.test(value)
        ? `${before}${key}: ${MASK}`
        : all,
    );
}

function decode(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll("+", " "));
  } catch {
    return key;
  }
}

/** Masks the values of sensitive query parameters in a path or URL; the rest stays byte for byte. */
export function redactPath(path: string): string {
  const mark = path.indexOf("?");
  return mark < 0 ? path : path.slice(0, mark + 1) + redactForm(path.slice(mark + 1));
}

/** Masks sensitive values of an `application/x-www-form-urlencoded` text, percent-encoded keys included. */
export function redactForm(form: string): string {
  return form
    .split("&")
    .map((pair) => {
      const equals = pair.indexOf("=");
      if (equals < 0 || equals === pair.length - 1) return pair;
      if (isSensitiveKey(decode(pair.slice(0, equals)))) return `${pair.slice(0, equals)}=${MASK}`;
      const value = decode(pair.slice(equals + 1));
      const safe = redactText(value);
      return safe === value ? pair : `${pair.slice(0, equals)}=${encodeURIComponent(safe)}`;
    })
    .join("&");
}

/** Masks known secrets by value, also in their JSON-escaped, percent-encoded and Base64 spellings. */
export function redactValues(text: string, secrets: readonly string[]): string {
  let safe = text;
  for (const secret of secrets) {
    // One or two characters would mask half of any text and give the secret away by its gaps.
    if (secret.length < 4) continue;
    for (const spelling of spellingsOf(secret)) safe = safe.replaceAll(spelling, MASK);
  }
  return safe;
}

function spellingsOf(secret: string): Set<string> {
  return new Set(
    [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
      new URLSearchParams({ s: secret }).toString().slice(2),
      Buffer.from(secret).toString("base64"),
      Buffer.from(secret).toString("base64url"),
    ].sort((a, b) => b.length - a.length),
  );
}
