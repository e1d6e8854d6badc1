import "server-only";
import { clientFor } from "#lib/connections/client-for.ts";
import { parseConnection, requireCxone } from "#lib/connections/stored-connection.ts";
import { isEmailChannel, listChannels } from "#lib/cxone/channels.ts";
import type { CxoneClient } from "#lib/cxone/client.ts";
import { db } from "#lib/db/client.ts";
import type { EmailChannel } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { once } from "#lib/setup/once.ts";
import type { SetupBase } from "#lib/setup/step.ts";
import { viewAttestation } from "../../attestations/mapping.ts";
import { smtpSubject } from "../../schema.ts";
import { channelSlaObject, parseTargets, slaObject, timeInWords } from "../../sla/mapping.ts";
import { parseSmtp } from "../../smtp/stored-smtp.ts";
import { channelSettings, type EmailChannelState } from "../schema.ts";
import { channelIdOf } from "../subject.ts";
import type { ChannelContext } from "./context.ts";

/** What CXone calls an email channel, new and old (facts/cxone.md §6). */

/** An email channel with everything that its steps ask. Throws `not_found`. */
export async function loadChannel(base: SetupBase): Promise<ChannelContext> {
  const id = channelIdOf(base.subject);
  const row = await db().emailChannel.findUnique({
    where: { id },
    include: { connection: true, domain: true, smtp: true },
  });
  if (!row) throw new AppError("not_found", { detail: "There is no such email channel." });
  const { domain } = row;
  const smtp = row.smtp && parseSmtp(row.smtp);
  const connection = requireCxone(parseConnection(row.connection));
  const subjects = [base.subject, `connection:${row.connectionId}`, ...(smtp ? [smtpSubject(smtp.id)] : [])];
  const [requests, sla, told] = await Promise.all([
    db().repRequest.findMany({ where: { subject: { in: subjects } } }),
    slaOf(id, row.connectionId),
    toldOf(row),
  ]);
  const cxone = once<CxoneClient>(() => clientFor(connection.id, { requestId: base.requestId }));
  return {
    ...base,
    channel: {
      id,
      name: row.name,
      state: row.state as EmailChannelState,
      localPart: row.localPart,
      pointContact: row.pointContact,
      channelId: row.channelId,
      sending: row.sending === "smtp" ? "smtp" : "ses",
      settings: channelSettings.parse(row.settings),
      templateId: row.templateId,
      version: row.version,
    },
    connection: {
      id: connection.id,
      name: connection.name,
      environment: connection.environment,
      issuer: connection.settings.issuer,
    },
    domain: domain && {
      id: domain.id,
      name: domain.name,
      state: domain.state,
      startedAt: domain.startedAt,
      since: domain.createdAt,
    },
    smtp: smtp && {
      id: smtp.id,
      name: smtp.name,
      provider: smtp.provider,
      auth: smtp.auth,
      tenantId: smtp.tenantId,
      mailbox: smtp.mailbox,
      clientId: smtp.clientId,
      granted: smtp.grant !== null,
      lastOkAt: smtp.lastOkAt,
      failure: smtp.lastError,
    },
    sla,
    told,
    asked: requests.map(({ kind, state, sentAt, createdAt }) => ({
      kind,
      state,
      sentAt,
      since: sentAt ?? createdAt,
    })),
    cxone,
    emailChannels: once(async () => (await listChannels(await cxone())).filter(isEmailChannel)),
    found: {},
  };
}

/** What a removal has to tell of. */
async function toldOf(row: EmailChannel): Promise<ChannelContext["told"]> {
  const { id: channelId, connectionId, domainId, smtpId, templateId } = row;
  const [others, permissions, queues, own, template] = await Promise.all([
    db().emailChannel.findMany({
      where: { connectionId, id: { not: channelId } },
      select: { domainId: true, smtpId: true, templateId: true },
    }),
    db().emailPermission.findMany({ where: { channelId }, orderBy: { roleName: "asc" } }),
    db().emailQueueChannel.findMany({
      where: { connectionId, queueId: { in: await queuesOf(channelId) } },
      orderBy: { queueName: "asc" },
    }),
    db().channelServiceLevel.findUnique({ where: { channelId } }),
    templateId ? db().emailTemplate.findUnique({ where: { id: templateId } }) : null,
  ]);
  const isAlone = (field: "domainId" | "smtpId" | "templateId", used: string | null) =>
    used !== null && !others.some((other) => other[field] === used);
  return {
    roles: permissions.map((cell) => ({ name: cell.roleName, permissions: cell.permissions })),
    queues: queues
      .filter((queue) => queue.channelId === channelId)
      .map(({ queueId, queueName }) => ({
        name: queueName || queueId,
        hasOthers: queues.some((other) => other.queueId === queueId && other.channelId !== channelId),
      })),
    hasOwnSla: parseTargets(own?.targets) !== null,
    template: template && { id: template.id, name: template.name },
    alone: {
      domain: isAlone("domainId", domainId),
      smtp: isAlone("smtpId", smtpId),
      template: isAlone("templateId", templateId),
    },
  };
}

const queuesOf = async (channelId: string) =>
  (await db().emailQueueChannel.findMany({ where: { channelId }, select: { queueId: true } })).map(
    ({ queueId }) => queueId,
  );

/** The channel's own service level, else the global one; null while neither is wanted. */
async function slaOf(channelId: string, connectionId: string): Promise<ChannelContext["sla"]> {
  const [own, shared] = await Promise.all([
    db().channelServiceLevel.findUnique({ where: { channelId } }),
    db().serviceLevel.findUnique({ where: { connectionId } }),
  ]);
  const ownTargets = parseTargets(own?.targets);
  const targets = ownTargets ?? parseTargets(shared?.targets);
  if (!targets) return null;
  const object = ownTargets ? channelSlaObject(channelId) : slaObject(connectionId);
  const said = await db().emailAttestation.findUnique({ where: { object } });
  const wanted = ownTargets ? { targets: ownTargets } : { hours: shared?.hours ?? null, targets };
  return {
    isOwn: ownTargets !== null,
    firstResponse: timeInWords(targets.firstResponse),
    solution: timeInWords(targets.solution),
    attested: viewAttestation(said ?? undefined, wanted)?.same ?? false,
  };
}
