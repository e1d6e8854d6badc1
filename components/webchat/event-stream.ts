import { rest } from "./rest.ts";

/** One server-sent event. */
export type StreamEvent = { event: string; data: string; id: string | null };

/**
 * Cuts a stream of text into server-sent events. Hand it chunks as they come; it gives the events that are complete
 * (comments and events without data are passed over).
 */
export function createEventParser(): (chunk: string) => StreamEvent[] {
  let rest = "";
  return (chunk) => {
    rest += chunk;
    const blocks = rest.split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? "";
    return blocks.flatMap((block) => parseBlock(block) ?? []);
  };
}

function parseBlock(block: string): StreamEvent | undefined {
  const data: string[] = [];
  let event = "message";
  let id: string | null = null;
  for (const line of block.split(/\r?\n/)) {
    const [, name, value = ""] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name === "data") data.push(value);
    if (name === "event") event = value;
    if (name === "id") id = value;
  }
  return data.length > 0 ? { event, data: data.join("\n"), id } : undefined;
}

const MIN_PAUSE_MS = 500;
const MAX_PAUSE_MS = 10_000;
/** The server says something every 15 s; twice that and a bit of silence is a dead line. */
const MAX_SILENCE_MS = 40_000;

export type StreamOptions = {
  url: string;
  headers: () => Record<string, string>;
  onEvent: (event: StreamEvent) => void;
  onOpen: () => void;
  /** The line is down; it is tried again by itself. */
  onLost: () => void;
  /** The server refuses this reader for good (401, 403, 404). */
  onRefused: (status: number) => void;
  signal: AbortSignal;
};

/**
 * Follows a stream until the signal ends it, and connects again with growing pauses when it breaks. Not EventSource:
 * that cannot send the visitor's token, and a token does not belong into an address.
 */
export async function followStream(options: StreamOptions): Promise<void> {
  let pauseMs = MIN_PAUSE_MS;
  while (!options.signal.aborted) {
    try {
      const status = await readOnce(options, () => {
        pauseMs = MIN_PAUSE_MS;
      });
      if (options.signal.aborted) return;
      if (status === 401 || status === 403 || status === 404) {
        options.onRefused(status);
        return;
      }
    } catch {
      // Whatever broke, the answer is the same: connect again.
    }
    if (options.signal.aborted) return;
    options.onLost();
    await rest(pauseMs * (0.5 + Math.random() / 2), options.signal);
    pauseMs = Math.min(MAX_PAUSE_MS, pauseMs * 2);
  }
}

/** One connection, to its end; returns the status. */
async function readOnce(options: StreamOptions, onAlive: () => void): Promise<number> {
  const line = new AbortController();
  const stop = () => line.abort();
  options.signal.addEventListener("abort", stop, { once: true });
  let silence = setTimeout(stop, MAX_SILENCE_MS);
  try {
    const headers = { accept: "text/event-stream", ...options.headers() };
    const response = await fetch(options.url, { headers, signal: line.signal, cache: "no-store" });
    if (options.signal.aborted || !response.ok || !response.body) return response.status;
    options.onOpen();
    onAlive();
    const parse = createEventParser();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return response.status;
      clearTimeout(silence);
      silence = setTimeout(stop, MAX_SILENCE_MS);
      for (const event of parse(value)) {
        // What was read ahead belongs to whoever ended this: after that another stream may have begun.
        if (options.signal.aborted) return response.status;
        options.onEvent(event);
      }
    }
  } finally {
    clearTimeout(silence);
    options.signal.removeEventListener("abort", stop);
  }
}
