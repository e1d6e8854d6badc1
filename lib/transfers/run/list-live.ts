import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { shownCaller, shownText } from "#lib/auth/shown-number.ts";
import { originsOf } from "#lib/connections/kinds.ts";
import { parseConnection } from "#lib/connections/stored-connection.ts";
import { listUpstream } from "#lib/connections/upstream-reads.ts";
import { db } from "#lib/db/client.ts";
import type { TransferRun } from "#lib/db/generated/client.ts";
import { CONNECTION, type NamedConnection, viewConnection } from "../reads.ts";
import type { PolicyBody, TransferSource } from "../schema.ts";
import type { TimelineEvent, TransferState } from "../state.ts";
import { stepInWords } from "../words/mapping.ts";
import { namedBySight } from "./mapping.ts";
import type { LiveAnswer, LiveQuery, LiveTransfer, VoiceUpstreamView } from "./schema.ts";

const MOST = 500;

/** The transfers that are under way, oldest first, and how the contact centres are doing that calls are transferred at. */
export async function listLive(
  ctx: Ctx,
  { q, connection, policy }: Partial<LiveQuery> = {},
): Promise<LiveAnswer> {
  requireRole(ctx, "admin", "operator", "supervisor", "auditor");
  const runs = await db().transferRun.findMany({
    where: {
      ...(connection?.length ? { connectionId: { in: [...connection] } } : {}),
      ...(policy?.length ? { policyId: { in: [...policy] } } : {}),
    },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    take: MOST + 1,
  });
  const [connections, upstream, policies] = await Promise.all([
    db().connection.findMany({ where: { id: { in: runs.map((run) => run.connectionId) } }, ...CONNECTION }),
    voiceUpstream(ctx.now()),
    db().transferRun.findMany({
      distinct: ["policyId"],
      orderBy: { policyName: "asc" },
      select: { policyId: true, policyName: true },
    }),
  ]);
  const byId = new Map(connections.map((one) => [one.id, one]));
  const transfers = runs.slice(0, MOST).map((run) => liveView(ctx, run, byId.get(run.connectionId)));
  return {
    transfers: q ? transfers.filter(matches(q)) : transfers,
    more: runs.length > MOST,
    filters: {
      connections: upstream.map((one) => ({ id: one.connection.id, name: one.connection.name })),
      policies: policies.map(({ policyId, policyName }) => ({ id: policyId, name: policyName })),
    },
    upstream,
  };
}

/** What is shown of an open transfer changes by the second: it is searched as it is shown. */
function matches(text: string): (transfer: LiveTransfer) => boolean {
  const wanted = text.toLowerCase();
  return ({ id, callId, caller, target, startedBy, policy, last }) =>
    [id, callId, caller, target, startedBy, policy.name, last].some((one) =>
      one?.toLowerCase().includes(wanted),
    );
}

/** The contact centres that a policy in use, or an open transfer, leads to. */
async function voiceUpstream(now: Date): Promise<VoiceUpstreamView[]> {
  const rows = await db().connection.findMany({
    where: { policies: { some: { archivedAt: null } } },
    orderBy: { name: "asc" },
  });
  return Promise.all(
    rows.map(async (row) => ({
      connection: viewConnection(row),
      pausedBy: row.pausedAt ? (row.pausedBy ?? "somebody") : null,
      upstream: await listUpstream(originsOf(parseConnection(row)), now),
    })),
  );
}

function liveView(ctx: Ctx, run: TransferRun, connection: NamedConnection | undefined): LiveTransfer {
  const state = run.state as TransferState;
  const policy = run.policy as PolicyBody;
  const timeline = run.timeline as TimelineEvent[];
  return {
    id: run.id,
    at: run.at.toISOString(),
    connection: viewConnection(
      connection ?? { id: run.connectionId, name: run.connectionId, environment: "live" },
    ),
    callId: run.callId,
    caller: shownCaller(ctx, run.caller),
    policy: { id: run.policyId, name: run.policyName },
    phase: state.phase,
    callState: state.callState,
    unknown: state.unknown,
    target: shownText(ctx, stepInWords(namedBySight(policy, timeline), state.step), run.caller),
    step: state.step,
    steps: policy.routes.length + 1,
    last: shownText(ctx, timeline.at(-1)?.text ?? null, run.caller),
    startedBy: run.actorName,
    source: run.source as TransferSource,
    cancelBy: run.cancelBy,
  };
}
