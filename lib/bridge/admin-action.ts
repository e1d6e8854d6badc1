import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { takePoint } from "#lib/auth/rate-limit.ts";
import { egress } from "#lib/connections/egress.ts";
import { type CxoneConnection, parseConnection } from "#lib/connections/stored-connection.ts";
import { CxoneError } from "#lib/cxone/errors.ts";
import { type VerifiedOneTimeToken, verifyOneTimeToken } from "#lib/cxone/one-time-token.ts";
import { db } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { isKnownBackUrl, originOf } from "./back-url.ts";
import type { InboundCall } from "./call-log.ts";
import { sendPage } from "./respond.ts";

export type AdminAction = "add" | "reconnect" | "remove";

const VISITS = { name: "bridge-admin", points: 60, durationSeconds: 300 };

const NEXT: Record<AdminAction, string> = {
  add: "Patchbay makes the channel itself: go on in Patchbay, in the set-up of the handover, at the step Channel.",
  reconnect: "The line is checked in Patchbay: open the handover and run its checks.",
  remove: "Patchbay removes what it has made: open the handover in Patchbay and delete it there.",
};

/**
 * `GET /handover/niceCxOne/add|reconnect|remove`: an administrator's browser, sent here by a tile in CXone with a token
 * that works once (facts/cxone.md §3.3.5). The token is exchanged at a tenant that is connected here, and nowhere
 * else; then the browser goes back to where it came from, if that is CXone.
 */
export async function receiveAdminAction(
  req: IncomingMessage,
  res: ServerResponse,
  action: AdminAction,
  url: URL,
  call: InboundCall,
): Promise<void> {
  await takePoint(VISITS, String(req.headers["x-patchbay-ip"] ?? req.socket.remoteAddress));
  const query = url.searchParams;
  const [userId, brandId] = [Number(query.get("userId")), Number(query.get("brandId"))];
  const token = query.get("token") ?? "";
  if (
    !token ||
    !Number.isSafeInteger(userId) ||
    !Number.isSafeInteger(brandId) ||
    userId < 1 ||
    brandId < 1
  ) {
    call.verdict = "unreadable";
    call.detail = "userId, brandId or token is missing.";
    return sendPage(res, 400, "This address is for CXone", [
      "CXone opens it with userId, brandId, token and backUrl when an administrator clicks the tile of this integration.",
      "Open Points of Contact Digital in CXone and click the tile there.",
    ]);
  }
  const connections = (await db().connection.findMany({ where: { kind: "cxone" } }))
    .map(parseConnection)
    .filter((one) => one.kind === "cxone");
  const verified = await verifyAtKnownTenant(connections, { userId, brandId, token }, query.get("apiHost"));
  call.payload = { userId, brandId };
  call.verdict = verified.ok ? "accepted" : "bad_link";
  call.detail = verified.ok
    ? `Came back from ${verified.connection.name}.`
    : `${verified.title}. ${verified.sentences[0] ?? ""}`;
  if (!verified.ok) return sendPage(res, verified.status, verified.title, verified.sentences);

  const backUrl = query.get("backUrl") ?? "";
  if (isKnownBackUrl(backUrl, connections)) {
    const back = new URL(backUrl);
    back.searchParams.set("patchbay", action);
    back.searchParams.set("result", "verified");
    res
      .writeHead(302, { location: back.href, "cache-control": "no-store", "referrer-policy": "no-referrer" })
      .end();
    return;
  }
  sendPage(res, 200, "CXone and Patchbay know each other", [
    `The tenant ${verified.connection.tenant?.tenantName || verified.token.brand.friendlyName} is connected as ${verified.connection.name}.`,
    NEXT[action],
    `Patchbay is at ${env().publicUrl}`,
  ]);
}

type Refused = { ok: false; status: number; title: string; sentences: string[] };
type Verified = { ok: true; token: VerifiedOneTimeToken; connection: CxoneConnection };

/** Exchanges the token at the hosts of connected tenants; the host that the query names only says where to begin. */
async function verifyAtKnownTenant(
  connections: readonly CxoneConnection[],
  given: { userId: number; brandId: number; token: string },
  apiHost: string | null,
): Promise<Refused | Verified> {
  const hosts = new Map<string, CxoneConnection>();
  for (const connection of connections) {
    const dfoBaseUrl = connection.settings.dfoBaseUrl ?? connection.tenant?.dfoBaseUrl;
    if (dfoBaseUrl) hosts.set(dfoBaseUrl, connection);
  }
  const named = originOf(apiHost ?? "");
  const inOrder = [...hosts].sort(
    ([a], [b]) => Number(originOf(b) === named) - Number(originOf(a) === named),
  );
  let unreachable = false;
  for (const [dfoBaseUrl, { id }] of inOrder) {
    try {
      const token = await verifyOneTimeToken(egress().send, { dfoBaseUrl, ...given, connectionId: id });
      const connection = connections.find((one) => one.tenant?.tenantId === token.brand.tenantId);
      return connection ? { ok: true, token, connection } : foreignTenant(token.brand.friendlyName);
    } catch (error) {
      if (!(error instanceof CxoneError)) throw error;
      log.info({ connectionId: id, code: error.code }, "bridge: one-time token not accepted");
      unreachable ||= error.mayHaveHappened || error.code === "unreachable" || error.code === "server_error";
    }
  }
  if (inOrder.length === 0) return foreignTenant("");
  return {
    ok: false,
    status: unreachable ? 502 : 403,
    title: unreachable ? "CXone could not be asked" : "This link has been used or has expired",
    sentences: unreachable
      ? [
          "CXone did not answer when Patchbay wanted to check who you are.",
          "Click the tile in CXone again in a moment.",
        ]
      : ["A link from CXone works once and for a few minutes.", "Go back to CXone and click the tile again."],
  };
}

function foreignTenant(name: string): Refused {
  return {
    ok: false,
    status: 403,
    title: "This tenant is not connected",
    sentences: [
      `Patchbay has no connection to ${name ? `the tenant ${name}` : "a CXone tenant"}.`,
      "Create the connection in Patchbay first, under Connections, and click the tile again.",
    ],
  };
}
