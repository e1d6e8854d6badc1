import { engageRefusal } from "./answers.ts";

export type Values = Record<string, unknown>;

const yes = new Set(["true", "1", "on", "yes"]);
const no = new Set(["false", "0", "off", "no"]);

function isHash(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof File);
}

/** Puts a value where `path` says; an empty step appends, as in `name[]` and `a[b][]`. */
function place(into: Values, path: string[], value: unknown): void {
  const [step = "", next, ...rest] = path;
  if (next === undefined) into[step] = value;
  else if (next === "" && rest.length === 0) {
    const list = into[step];
    into[step] = Array.isArray(list) ? [...list, value] : [value];
  } else {
    const inner = isHash(into[step]) ? into[step] : {};
    into[step] = inner;
    place(inner, [next, ...rest], value);
  }
}

/** Names and values as Rails nests them: `a=1`, `a[]=1`, `a[b]=1`, `a[b][]=1`. Of a name given twice the last stays. */
export function nest(pairs: Iterable<[string, unknown]>): Values {
  const values: Values = {};
  for (const [name, value] of pairs) {
    const root = /^[^[\]]+/.exec(name)?.[0];
    if (root === undefined) continue;
    const steps = [...name.slice(root.length).matchAll(/\[([^[\]]*)\]/g)].map((match) => match[1] ?? "");
    place(values, [root, ...steps], value);
  }
  return values;
}

/** The body's parameters, read by what its Content-Type says and by nothing else. Broken JSON ends with 400. */
async function bodyValues(request: Request): Promise<Values> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (/^application\/(json|[\w.-]+\+json)$/.test(type)) {
    const text = await request.text();
    if (text.trim() === "") return {};
    try {
      const parsed: unknown = JSON.parse(text);
      return isHash(parsed) ? parsed : {};
    } catch {
      throw engageRefusal(400, "bad_request", "There was a problem in the JSON you submitted");
    }
  }
  if (type === "application/x-www-form-urlencoded") return nest(new URLSearchParams(await request.text()));
  if (type === "multipart/form-data") {
    try {
      return nest((await request.formData()).entries());
    } catch {
      throw engageRefusal(400, "bad_request", "There was a problem in the form you submitted");
    }
  }
  return {};
}

/** Everything that was sent, wherever it stood; what stands in the address wins over the body. */
export async function readParams(request: Request): Promise<{ params: Params; query: Params }> {
  const query = nest(new URL(request.url).searchParams);
  const body = request.method === "GET" || request.method === "HEAD" ? {} : await bodyValues(request);
  return { params: new Params({ ...body, ...query }), query: new Params(query) };
}

/** Parameters by name. A reader answers undefined for what was not sent, and refuses what has the wrong shape. */
export class Params {
  readonly values: Values;

  constructor(values: Values) {
    this.values = values;
  }

  has(name: string): boolean {
    return this.values[name] !== undefined;
  }

  /** Text; null empties, as an empty value does. */
  text(name: string): string | undefined {
    const value = this.values[name];
    if (value === undefined) return undefined;
    if (value === null) return "";
    if (typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    throw engageRefusal(400, "invalid_parameter", `Parameter ${name} has to be a single value`);
  }

  /** Text that is there and not blank, or 422. */
  required(name: string): string {
    const value = this.text(name)?.trim();
    if (!value) throw engageRefusal(422, "unprocessable_entity", `${name} can't be blank`);
    return value;
  }

  /** A list: `name[]=…` or a JSON array. Blank entries are how a form says "none". */
  list(name: string): string[] | undefined {
    const value = this.values[name];
    if (value === undefined) return undefined;
    if (value === null) return [];
    if (!Array.isArray(value))
      throw engageRefusal(400, "invalid_parameter", `Parameter ${name} has to be an array`);
    return value.map(String).filter((entry) => entry !== "");
  }

  flag(name: string): boolean | undefined {
    const value = this.text(name)?.toLowerCase();
    if (value === undefined || value === "") return undefined;
    if (yes.has(value)) return true;
    if (no.has(value)) return false;
    throw engageRefusal(422, "unprocessable_entity", `${name} is not a boolean`);
  }

  integer(name: string): number | undefined {
    const value = this.text(name)?.trim();
    if (value === undefined || value === "") return undefined;
    if (!/^-?\d{1,9}$/.test(value))
      throw engageRefusal(422, "unprocessable_entity", `${name} is not a number`);
    return Number(value);
  }

  hash(name: string): Values | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) return undefined;
    if (!isHash(value)) throw engageRefusal(400, "invalid_parameter", `Parameter ${name} has to be a hash`);
    return value;
  }

  file(name: string): File | undefined {
    const value = this.values[name];
    return value instanceof File ? value : undefined;
  }
}
