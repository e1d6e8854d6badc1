import { isRecord } from "./values.ts";

/** A misbehaviour to show to the next calls that match. */
export type Fault = {
  id: number;
  system: string;
  method: string | null;
  pathPattern: string | null;
  /** How many calls are still hit; -1 hits every one until the fault is taken away. */
  timesLeft: number;
  status: number | null;
  headers: Record<string, string>;
  body: unknown;
  delayMs: number;
  drop: "before" | "after" | null;
  /** The work is done all the same, and the status tells otherwise. */
  afterWork: boolean;
  truncate: boolean;
};

/** The systems whose inbound calls are recorded and can be made to fail. */
export const systems = [
  "cxone",
  "cxoneV2",
  "engage",
  "cognigy",
  "webhook",
  "dns",
  "microsoft",
  "smtp",
] as const;
type System = (typeof systems)[number];

/** Which system a path belongs to; consoles and control are nobody's. */
export function systemOf(pathname: string): System | null {
  if (/^\/+cognigy(\/|$)/i.test(pathname)) return "cognigy";
  if (/^\/+webhook-bot(\/|$)/i.test(pathname)) return "webhook";
  if (/^\/+(engage-api|engage\/+realtime)(\/|$)/i.test(pathname)) return "engage";
  if (/^\/+cxone-v2(\/|$)/i.test(pathname)) return "cxoneV2";
  if (/^\/+microsoft\/+(?!entra(\/|$)|exchange(\/|$))/i.test(pathname)) return "microsoft";
  if (!/^\/+cxone(\/|$)/i.test(pathname)) return null;
  return /^\/+cxone\/+(console|voice-floor)(\/|$)/i.test(pathname) ? null : "cxone";
}

function globToRegExp(glob: string): RegExp {
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*+/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${source}$`, "i");
}

function toRegExp(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern, "i");
  } catch {
    return null;
  }
}

/** A pattern is tried as a regular expression and as a glob; either may match. */
export function pathMatches(pattern: string, pathname: string): boolean {
  const collapsed = pathname.replace(/\/+/g, "/");
  const tries = [toRegExp(pattern), globToRegExp(pattern)];
  return tries.some((expression) => expression?.test(pathname) || expression?.test(collapsed));
}

type Parsed = { ok: true; fault: Omit<Fault, "id"> } | { ok: false; reason: string };

function refuse(reason: string): Parsed {
  return { ok: false, reason };
}

/** Checks the body of `POST /control/faults`; every refusal says what would have been right. */
export function parseFault(input: unknown): Parsed {
  if (!isRecord(input)) return refuse("Send a JSON object that describes the fault.");
  const known = [
    "system",
    "method",
    "pathPattern",
    "times",
    "status",
    "headers",
    "body",
    "delayMs",
    "drop",
    "afterWork",
    "truncate",
  ];
  for (const name of Object.keys(input)) {
    if (!known.includes(name)) return refuse(`A fault has no field "${name}". Fields: ${known.join(", ")}.`);
  }
  const { system, method, pathPattern, times, status, headers, body, delayMs, drop, afterWork, truncate } =
    input;
  if (typeof system !== "string" || !systems.includes(system as System)) {
    return refuse(`"system" is one of: ${systems.join(", ")}.`);
  }
  if (method != null && typeof method !== "string")
    return refuse('"method" is an HTTP method such as "POST".');
  if (pathPattern != null && typeof pathPattern !== "string")
    return refuse('"pathPattern" is a regular expression or a glob.');
  if (typeof pathPattern === "string" && !toRegExp(pathPattern) && !/[*?]/.test(pathPattern)) {
    return refuse(`"pathPattern" ${JSON.stringify(pathPattern)} is neither a regular expression nor a glob.`);
  }
  if (!Number.isInteger(times) || (Number(times) < 1 && times !== -1))
    return refuse('"times" is a whole number from 1: how many calls are hit; or -1 for every call.');
  if (status != null && !(Number.isInteger(status) && Number(status) >= 200 && Number(status) <= 599)) {
    return refuse('"status" is an HTTP status from 200 to 599.');
  }
  if (
    headers != null &&
    !(isRecord(headers) && Object.values(headers).every((value) => typeof value === "string"))
  ) {
    return refuse('"headers" is an object of header names and text values.');
  }
  if (delayMs != null && !(typeof delayMs === "number" && delayMs >= 0 && delayMs <= 600_000)) {
    return refuse('"delayMs" is a number of milliseconds from 0 to 600000.');
  }
  if (drop != null && drop !== "before" && drop !== "after") return refuse('"drop" is "before" or "after".');
  if (afterWork != null && (typeof afterWork !== "boolean" || status == null))
    return refuse('"afterWork" is true or false, and goes with "status".');
  if (truncate != null && typeof truncate !== "boolean") return refuse('"truncate" is true or false.');
  if (
    status == null &&
    body === undefined &&
    delayMs == null &&
    drop == null &&
    !truncate &&
    headers == null
  ) {
    return refuse('Say what goes wrong: "status", "delayMs", "drop", "truncate" or "headers".');
  }
  return {
    ok: true,
    fault: {
      system,
      method: typeof method === "string" ? method.toUpperCase() : null,
      pathPattern: typeof pathPattern === "string" ? pathPattern : null,
      timesLeft: Number(times),
      // A body alone is given with 200: an answer that is well-formed HTTP and wrong.
      status: status == null ? (body === undefined ? null : 200) : Number(status),
      headers: isRecord(headers) ? (headers as Record<string, string>) : {},
      body,
      delayMs: typeof delayMs === "number" ? delayMs : 0,
      drop: drop === "before" || drop === "after" ? drop : null,
      afterWork: afterWork === true,
      truncate: truncate === true,
    },
  };
}

/**
 * Faults waiting for their calls. The oldest that matches is used first and counts down; one for ever therefore hides
 * the later ones that match the same calls.
 */
export class FaultList {
  #faults: Fault[] = [];
  #lastId = 0;

  add(fault: Omit<Fault, "id">): Fault {
    this.#lastId += 1;
    const added = { id: this.#lastId, ...fault };
    this.#faults.push(added);
    return added;
  }

  list(): Fault[] {
    return [...this.#faults];
  }

  /** Takes one fault away; false when there is none of that id. */
  remove(id: number): boolean {
    const before = this.#faults.length;
    this.#faults = this.#faults.filter((fault) => fault.id !== id);
    return this.#faults.length < before;
  }

  clear(): void {
    this.#faults = [];
  }

  take(system: string, method: string, pathname: string): Fault | null {
    const fault = this.#faults.find(
      (candidate) =>
        candidate.system === system &&
        (candidate.method === null || candidate.method === method) &&
        (candidate.pathPattern === null || pathMatches(candidate.pathPattern, pathname)),
    );
    if (!fault) return null;
    if (fault.timesLeft > 0) fault.timesLeft -= 1;
    if (fault.timesLeft === 0) this.#faults = this.#faults.filter((other) => other !== fault);
    return fault;
  }
}
