import "server-only";
import { randomUUID } from "node:crypto";
import os from "node:os";
import { pool } from "#lib/db/client.ts";
import { createHttpClient, type HttpClient } from "#lib/http/client.ts";
import type { RequestLogSink } from "#lib/http/request-log.ts";
import { allowedPrivateHosts } from "#lib/private-hosts/reads.ts";
import { createRequestLogSink } from "#lib/request-log/store-requests.ts";
import { createCallCounter } from "./count-calls.ts";
import { createUpstreamStateStore } from "./store-upstream-state.ts";

type Egress = HttpClient & {
  /** Where calls by other protocols are noted: DNS, SMTP. */
  requestLog: RequestLogSink;
  /** Stores what waits: rows of the request log, counts, states of breakers. */
  flushLog(): Promise<void>;
  leave(): Promise<void>;
};
const shared = globalThis as unknown as { patchbayEgress?: Egress };

/**
 * The one way out of this process: one set of connections, breakers and request-log rows, also when a bundle and the
 * plain modules live side by side in it.
 */
export function egress(): Egress {
  shared.patchbayEgress ??= createEgress();
  return shared.patchbayEgress;
}

function createEgress(): Egress {
  const log = createRequestLogSink(pool());
  const calls = createCallCounter(pool());
  const upstream = createUpstreamStateStore(
    pool(),
    `${os.hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
  );
  const { breakerChanged, limited } = upstream;
  const watch = { counted: calls.counted, breakerChanged, limited };
  return {
    ...createHttpClient({ log, watch, allowedPrivateHosts }),
    requestLog: log,
    flushLog: async () => {
      await Promise.all([log.flush(), calls.flush(), upstream.flush()]);
    },
    leave: upstream.leave,
  };
}

/** Closes connections and stores the last rows of the request log. */
export async function closeEgress(): Promise<void> {
  const open = shared.patchbayEgress;
  delete shared.patchbayEgress;
  await open?.close();
  await open?.flushLog();
  await open?.leave();
}
