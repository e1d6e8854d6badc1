import net from "node:net";
import type { Load, LoadResult } from "../load.ts";
import { serveProgram } from "../program.ts";
import { ResponseReader } from "./response-reader.ts";

const GRACE_MS = 10_000;

serveProgram({}, { run });

/**
 * Keeps a fixed number of connections busy, one request at a time on each, until the time or the count is used up.
 * Writes prepared bytes to plain sockets: a full HTTP client would cost more than what it measures.
 */
async function run(load: Load): Promise<LoadResult> {
  const next = requestsOf(load);
  const startedAt = performance.now();
  const deadline = startedAt + load.ms;
  const latencies: number[] = [];
  const failures: string[] = [];
  let finishedAt = startedAt;

  const oneConnection = (): Promise<void> =>
    new Promise((resolve) => {
      const socket = net.connect({ host: "127.0.0.1", port: load.port, noDelay: true });
      const reader = new ResponseReader();
      let sentAt = 0;
      const end = (failure?: string) => {
        if (failure) failures.push(failure);
        clearTimeout(timer);
        socket.destroy();
        resolve();
      };
      const timer = setTimeout(() => end("no answer in time"), load.ms + GRACE_MS);
      const send = () => {
        const request = performance.now() < deadline ? next() : undefined;
        if (!request) return end();
        sentAt = performance.now();
        socket.write(request);
      };
      socket.once("connect", send);
      socket.on("data", (chunk) => {
        const status = reader.push(chunk);
        if (status === undefined) return;
        finishedAt = performance.now();
        latencies.push(finishedAt - sentAt);
        if (status !== load.expect) return end(`answered ${status}: ${reader.excerpt}`);
        send();
      });
      socket.once("error", (error) => end(error.message));
      socket.once("close", () => end());
    });
  await Promise.all(Array.from({ length: load.connections }, oneConnection));
  if (failures.length > 0) throw new Error(`${failures.length} requests failed, first: ${failures[0]}`);

  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? 0;
  const seconds = (finishedAt - startedAt) / 1000;
  return { requests: latencies.length, perSecond: latencies.length / seconds, p50: at(0.5), p99: at(0.99) };
}

/** Ready-made requests; `{{n}}` in the body becomes a running number, `{{c}}` one of the last `spread` hex numbers. */
function requestsOf(load: Load): () => string | undefined {
  const headers = Object.entries(load.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
  const fill = (n: number) =>
    (load.body ?? "")
      .replaceAll("{{n}}", String(n).padStart(10, "0"))
      .replaceAll("{{c}}", (n % (load.spread ?? 1)).toString(16).padStart(8, "0"));
  const length = load.body === undefined ? "" : `content-length: ${Buffer.byteLength(fill(0))}\r\n`;
  const head = `${load.method ?? "GET"} ${load.path} HTTP/1.1\r\nhost: 127.0.0.1:${load.port}\r\n${headers.join("")}${length}\r\n`;
  const first = load.firstNumber ?? 0;
  let made = 0;
  return () => {
    if (made >= (load.count ?? Number.POSITIVE_INFINITY)) return undefined;
    made += 1;
    return load.body === undefined ? head : head + fill(first + made - 1);
  };
}
