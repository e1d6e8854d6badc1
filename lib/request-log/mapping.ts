import type { RequestDetail } from "./schema.ts";

const MASK = "[redacted]";
/** Set by curl itself, or true only of the connection that was used. */
const LEFT_OUT = new Set(["host", "content-length", "connection", "accept-encoding", "transfer-encoding"]);

type Call = Pick<RequestDetail, "method" | "host" | "path" | "requestHeaders" | "requestBody">;

/**
 * The call as a command for a shell. What was masked in a header becomes a variable to set (`"$AUTHORIZATION"`): the log
 * holds no secrets, so neither does the command.
 */
export function toCurl({ method, host, path, requestHeaders, requestBody }: Call): string {
  const scheme = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|$)/.test(host) ? "http" : "https";
  const headers = Object.entries(requestHeaders)
    .filter(([name]) => !LEFT_OUT.has(name.toLowerCase()))
    .map(([name, value]) => `-H ${quoteHeader(name, value)}`);
  return [
    `curl ${method === "GET" ? "" : `-X ${method} `}${quote(`${scheme}://${host}${path}`)}`,
    ...headers,
    ...(requestBody === null ? [] : [`--data-raw ${quote(requestBody)}`]),
  ].join(" \\\n  ");
}

function quoteHeader(name: string, value: string): string {
  const [before = "", ...masked] = value.split(MASK);
  const variable = name.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
  return (
    quote(`${name}: ${before}`) + masked.map((after) => `"$${variable}"${after && quote(after)}`).join("")
  );
}

/** One word for a POSIX shell. */
const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
