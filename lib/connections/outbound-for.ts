import "server-only";
import { createAcdOutbound } from "#lib/cxone/outbound/acd/acd-outbound.ts";
import type { Outbound } from "#lib/cxone/outbound/outbound.ts";
import { createV2Outbound } from "#lib/cxone/outbound/v2/v2-outbound.ts";
import { type ClientOptions, clientFor, clientForV2 } from "./client-for.ts";
import type { ConnectionKind } from "./schema.ts";
import { loadConnection } from "./stored-connection.ts";
import { withoutCalls } from "./voice-for.ts";

type MakeOutbound = (connectionId: string, options: ClientOptions) => Promise<Outbound>;

/** What starts calls with each kind of connection; null where nothing does. */
const OUTBOUND: Readonly<Record<ConnectionKind, MakeOutbound | null>> = {
  cxone: async (id, options) => createAcdOutbound(await clientFor(id, options)),
  "cxone-v2": async (id, options) => createV2Outbound(await clientForV2(id, options)),
  engage: null,
};

/**
 * Personal Connection calls of the contact centre behind a connection, in the dialect that it speaks. Throws `not_found`,
 * or `bad_request` for one that has no calls.
 */
export async function outboundFor(connectionId: string, options: ClientOptions = {}): Promise<Outbound> {
  const { kind } = await loadConnection(connectionId);
  const make = OUTBOUND[kind];
  if (make) return make(connectionId, options);
  throw withoutCalls(kind, "Personal Connection calls");
}
