import "server-only";
import { pool } from "#lib/db/client.ts";
import { createHttpClient, type HttpClient } from "#lib/http/client.ts";
import { createRequestLogSink } from "#lib/request-log/store-requests.ts";
import { allowedPrivateHosts } from "./allowed-hosts.ts";

type Egress = HttpClient & { flushLog(): Promise<void> };
const shared = globalThis as unknown as { patchbayEgress?: Egress };

/**
 * The one way out of this process: one set of connections, breakers and request-log rows, also when a bundle and the
 * plain modules live side by side in it.
 */
export function egress(): Egress {
  if (!shared.patchbayEgress) {
    const sink = createRequestLogSink(pool());
    shared.patchbayEgress = { ...createHttpClient({ log: sink, allowedPrivateHosts }), flushLog: sink.flush };
  }
  return shared.patchbayEgress;
}

/** Closes connections and stores the last rows of the request log. */
export async function closeEgress(): Promise<void> {
  const open = shared.patchbayEgress;
  delete shared.patchbayEgress;
  await open?.close();
  await open?.flushLog();
}
