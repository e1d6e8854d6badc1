import { isRecord, type JsonRecord } from "./values.ts";

/** One call over the wire, without anything secret in it. */
export type RecordedRequest = {
  id: number;
  at: string;
  system: string;
  method: string;
  path: string;
  query: Record<string, string | string[]>;
  headers: Record<string, string>;
  body: unknown;
  /** Null when no answer was given or received. */
  status: number | null;
  durationMs: number;
  /** What an injected fault did to the call. */
  fault?: string;
  url?: string;
  error?: string;
};

const secretName = /secret|password|token|authorization|cookie|assertion|^code(_verifier)?$|api[-_]?key/i;
const harmlessName = /^(grant_type|token_type|subject_token_type|scrollToken)$/i;
const limit = 5000;
const longestBody = 64 * 1024;

function isSecret(name: string): boolean {
  return secretName.test(name) && !harmlessName.test(name);
}

function redactValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redactValue);
  if (!isRecord(value)) return value;
  const copy: JsonRecord = {};
  for (const [name, inner] of Object.entries(value)) {
    copy[name] = isSecret(name) && inner !== null && inner !== "" ? "[redacted]" : redactValue(inner);
  }
  return copy;
}

/** A body as it may be shown: parsed when it is JSON or a form, secrets replaced, long text cut. */
export function redactBody(text: string): unknown {
  if (text === "") return null;
  const trimmed = text.trim();
  try {
    if (trimmed.startsWith("{") || trimmed.startsWith("[")) return redactValue(JSON.parse(trimmed));
  } catch {
    return "[unreadable JSON]";
  }
  if (/^[\w.%-]+=/.test(trimmed)) return redactValue(Object.fromEntries(new URLSearchParams(trimmed)));
  return text.slice(0, longestBody);
}

export function redactHeaders(headers: Iterable<[string, string]>): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of headers) {
    // The scheme stays: whether a call carried Basic, Bearer or nothing is what one looks here for.
    if (/^(proxy-)?authorization$/i.test(name)) shown[name] = `${value.split(" ")[0]} [redacted]`;
    else shown[name] = isSecret(name) ? "[redacted]" : value;
  }
  return shown;
}

export function redactQuery(search: URLSearchParams): Record<string, string | string[]> {
  const shown: Record<string, string | string[]> = {};
  for (const name of new Set(search.keys())) {
    const values = search.getAll(name).map((value) => (isSecret(name) ? "[redacted]" : value));
    shown[name] = values.length === 1 ? (values[0] ?? "") : values;
  }
  return shown;
}

/** The last calls in both directions, in memory: `GET /control/requests`. */
export class RequestLog {
  #rows: RecordedRequest[] = [];
  #lastId = 0;

  record(row: Omit<RecordedRequest, "id">): void {
    this.#lastId += 1;
    this.#rows.push({ id: this.#lastId, ...row });
    if (this.#rows.length > limit) this.#rows = this.#rows.slice(-limit / 2);
  }

  list(system?: string): RecordedRequest[] {
    return system ? this.#rows.filter((row) => row.system === system) : [...this.#rows];
  }

  clear(): void {
    this.#rows = [];
  }
}
