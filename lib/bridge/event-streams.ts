import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";

const HEARTBEAT_MS = 15_000;
const RECONNECT_MS = 2_000;
const MAX_UNSENT_BYTES = 1024 * 1024;

export type EventStream = {
  send(event: { event?: string; data: unknown; id?: string }): void;
  end(): void;
  onEnd(callback: () => void): void;
};

export type EventStreams = {
  /** Turns a response into a stream of server-sent events that lives until either side ends it. */
  open(req: IncomingMessage, res: ServerResponse): EventStream;
  /** Ends all streams; browsers connect again by themselves. */
  close(): void;
};

/** All event streams of a process, with one heartbeat for all: proxies cut a line on which nothing moves. */
export function createEventStreams(): EventStreams {
  const open = new Set<ServerResponse>();
  const heartbeat = setInterval(() => {
    for (const res of open) write(res, ": still here\n\n");
  }, HEARTBEAT_MS);
  heartbeat.unref();

  return {
    open(req, res) {
      res.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store, no-transform",
        "x-accel-buffering": "no",
      });
      res.write(`retry: ${RECONNECT_MS}\n\n`);
      req.socket.setNoDelay(true);
      open.add(res);
      const callbacks: (() => void)[] = [];
      res.once("close", () => {
        open.delete(res);
        for (const callback of callbacks) callback();
      });
      return {
        send: ({ event, data, id }) =>
          write(
            res,
            `${id === undefined ? "" : `id: ${id}\n`}${event ? `event: ${event}\n` : ""}data: ${JSON.stringify(data)}\n\n`,
          ),
        end: () => res.end(),
        onEnd: (callback) => void callbacks.push(callback),
      };
    },
    close() {
      clearInterval(heartbeat);
      for (const res of open) res.end();
    },
  };
}

/** A reader that does not read is dropped instead of kept in memory; it comes back and reads anew. */
function write(res: ServerResponse, text: string): void {
  if (res.writableLength > MAX_UNSENT_BYTES) res.destroy();
  else if (!res.writableEnded) res.write(text);
}
