import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { explainVendorError } from "#lib/connections/explain-vendor-error.ts";
import { accountKey } from "#lib/connections/kinds.ts";
import { outboundFor } from "#lib/connections/outbound-for.ts";
import { loadConnection } from "#lib/connections/stored-connection.ts";
import type { Outbound } from "#lib/cxone/outbound/outbound.ts";
import { db, type Tx } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { notify } from "#lib/live/notify.ts";
import { problemsOfIds } from "../schema.ts";
import { newCall } from "../state.ts";
import { CALLS_TOPIC, listSubject } from "../subject.ts";
import { type ReadRow, rowReader } from "./mapping.ts";
import { getList, shownRejected } from "./reads.ts";
import type { ListInput, ListRow, RejectedRow, UploadedList } from "./schema.ts";

type Row = Extract<ReadRow, { call: object }>["call"] & { line: number };

/**
 * Keeps a list of calls: the rows that can be called, and those that cannot with what is wrong. Nothing is dialled before
 * it is started. Throws `bad_input` for a campaign or agent that cannot be, and when no row can be called.
 */
export async function createList(ctx: Ctx, input: ListInput): Promise<UploadedList> {
  requireRole(ctx, "admin", "operator", "supervisor");
  const outbound = await outboundFor(input.connectionId, { requestId: ctx.requestId });
  const { campaignName, agents, forAll } = await chosen(outbound, input);
  const { good, rejected } = sort(input.rows, rowReader(agents, forAll), (agentId) =>
    Object.values(problemsOfIds(outbound.dialect, { campaignId: input.campaignId, agentId })),
  );
  if (good.length === 0) {
    const first = rejected[0];
    const rows = `No row can be called. Line ${first?.line}: ${first?.problems.join(" ")}`;
    throw new AppError("bad_input", { fields: { rows } });
  }
  const id = newId("lst");
  const account = accountKey(await loadConnection(input.connectionId));
  await db().$transaction(async (tx) => {
    const { name, connectionId, campaignId } = input;
    await tx.outboundList.create({
      data: {
        id,
        at: ctx.now(),
        name,
        connectionId,
        campaignId,
        campaignName,
        state: "ready",
        rowCount: good.length,
        rejected: rejected as Prisma.InputJsonArray,
        rejectedCount: rejected.length,
        changedBy: ctx.actor.name,
        changedAt: ctx.now(),
        actorName: ctx.actor.name,
        requestId: ctx.requestId,
      },
    });
    await insertRows(tx, ctx, id, { connectionId, account, campaignId, campaignName }, good);
    await notify(tx, CALLS_TOPIC);
    await writeAudit(tx, ctx, {
      action: "outbound_list.created",
      object: listSubject(id),
      after: { name, campaign: campaignName, rows: good.length, rejected: rejected.length },
    });
  });
  return { ...(await getList(ctx, id)), rejectedRows: rejected.map((row) => shownRejected(ctx, row)) };
}

const explain = (error: unknown): never => {
  throw explainVendorError(error);
};

/** Campaign and agents by their names at the contact centre. Where it lists nothing, ids are taken as they are. */
async function chosen(outbound: Outbound, { campaignId, agentId }: ListInput) {
  const wrong = problemsOfIds(outbound.dialect, {
    campaignId,
    ...(agentId === undefined ? {} : { agentId }),
  });
  if (Object.keys(wrong).length > 0) throw new AppError("bad_input", { fields: wrong });
  const [campaigns, agents] = await Promise.all([
    outbound.listCampaigns("").catch(explain),
    outbound.listAgents("", campaignId).catch(explain),
  ]);
  const campaign = campaigns.find(({ id }) => isSame(id, campaignId));
  const forAll = agents.find(({ id }) => isSame(id, agentId));
  const fields = {
    ...(campaigns.length > 0 && !campaign ? { campaignId: "CXone lists no such campaign." } : {}),
    ...(agentId !== undefined && agents.length > 0 && !forAll
      ? { agentId: "This agent does not belong to the campaign." }
      : {}),
  };
  if (Object.keys(fields).length > 0) throw new AppError("bad_input", { fields });
  return {
    campaignName: campaign?.name ?? campaignId,
    agents,
    forAll: forAll ?? (agentId === undefined ? null : { id: agentId, name: agentId }),
  };
}

/** A UUID is the same in capitals. */
const isSame = (one: string, other: string | undefined) => one.toLowerCase() === other?.toLowerCase();

function sort(
  rows: readonly ListRow[],
  read: (row: ListRow) => ReadRow,
  problemsOfAgent: (id: string) => string[],
): { good: Row[]; rejected: RejectedRow[] } {
  const good: Row[] = [];
  const rejected: RejectedRow[] = [];
  for (const row of rows) {
    const { call, problems } = read(row);
    const all = call === null ? problems : problemsOfAgent(call.agent.id);
    if (call === null || all.length > 0) rejected.push({ ...row, problems: all });
    else good.push({ ...call, line: row.line });
  }
  return { good, rejected };
}

/** All rows in one statement. They are dated a millisecond apart, so that a list by time shows them as the file has them. */
async function insertRows(
  tx: Tx,
  ctx: Ctx,
  listId: string,
  of: { connectionId: string; account: string | null; campaignId: string; campaignName: string },
  rows: readonly Row[],
): Promise<void> {
  const state = JSON.stringify(newCall({ ofList: true }));
  const requested = {
    at: ctx.now().toISOString(),
    kind: "requested",
    text: `${ctx.actor.name} uploaded the list.`,
  };
  const records = rows.map(({ line, phoneNumber, name, agent, data }) => ({
    id: newId("dial"),
    line,
    number: phoneNumber,
    name,
    agent_id: agent.id,
    agent_name: agent.name,
    data,
  }));
  await tx.$executeRaw`
    INSERT INTO outbound_call (id, at, connection_id, campaign_id, campaign_name, contact_name, phone_number, agent_id,
      agent_name, data, state, phase, timeline, list_id, row_number, actor, actor_name, request_id, account)
    SELECT r.id, ${ctx.now().toISOString()}::timestamptz - (row_number() OVER (ORDER BY r.line)) * interval '1 ms', ${of.connectionId}, ${of.campaignId},
      ${of.campaignName}, r.name, r.number, r.agent_id, r.agent_name, r.data, ${state}::jsonb, 'waiting',
      ${JSON.stringify([requested])}::jsonb, ${listId}, r.line, ${JSON.stringify(ctx.actor)}::jsonb, ${ctx.actor.name},
      ${ctx.requestId}, ${of.account}
    FROM jsonb_to_recordset(${JSON.stringify(records)}::jsonb)
      AS r(id text, line int, number text, name text, agent_id text, agent_name text, data jsonb)`;
}
