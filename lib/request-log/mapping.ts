import type { RequestDetail } from "./schema.ts";

const MASK = "[redacted]";
/** Set by curl itself, or true only of the connection that was used. */
const LEFT_OUT = new Set(["host", "content-length", "connection", "accept-encoding", "transfer-encoding"]);
/** How the log marks a body that was too long to keep whole. */
const CUT = /… \[\d+ in all\]$/;

type Call = Pick<RequestDetail, "method" | "host" | "path" | "requestHeaders" | "requestBody">;

/**
 * The call as a command for a shell. What was masked in a header becomes a variable to set (`"$TOKEN"` for the bearer
 * token): the log holds no secrets, so neither does the command. Comments above it say what has to be filled in.
 */
export function toCurl({ method, host, path, requestHeaders, requestBody }: Call): string {
  const scheme = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|$)/.test(host) ? "http" : "https";
  const headers = Object.entries(requestHeaders).filter(([name]) => !LEFT_OUT.has(name.toLowerCase()));
  return [
    ...remarksOn(path, headers, requestBody).map((remark) => `# ${remark}\n`),
    [
      `curl ${method === "GET" ? "" : `-X ${method} `}${quote(`${scheme}://${host}${path}`)}`,
      ...headers.map(([name, value]) => `-H ${quoteHeader(name, value)}`),
      ...(requestBody === null ? [] : [`--data-raw ${quote(requestBody)}`]),
    ].join(" \\\n  "),
  ].join("");
}

function remarksOn(path: string, headers: [string, string][], body: string | null): string[] {
  const variables = headers.filter(([, value]) => value.includes(MASK)).map(([name]) => variableOf(name));
  return [
    variables.length > 0 && `Set ${[...new Set(variables)].join(" and ")} first: the log holds no secrets.`,
    `${path}${body ?? ""}`.includes(MASK) && `Put the real values in the place of ${MASK}.`,
    body !== null && CUT.test(body) && "The body is cut: the log keeps its first 8 kB.",
  ].filter((remark) => typeof remark === "string");
}

const variableOf = (header: string) =>
  header.toLowerCase() === "authorization"
    ? "TOKEN"
    : header
        .toUpperCase()
        .replace(/[^A-Z0-9]+/g, "_")
        .replace(/^(?=\d)/, "_");

function quoteHeader(name: string, value: string): string {
  const [before = "", ...masked] = value.split(MASK);
  return (
    quote(`${name}: ${before}`) +
    masked.map((after) => `"$${variableOf(name)}"${after && quote(after)}`).join("")
  );
}

/** One word for a POSIX shell. */
const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
