import "server-only";
import { loadCxoneConnection } from "#lib/connections/stored-connection.ts";
import { db, type Tx } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { channelSettings } from "../channels/schema.ts";
import type { RequestFacts } from "./mapping.ts";
import type { RequestView } from "./schema.ts";

type Subject = Pick<RequestView, "about" | "connection"> & { facts: RequestFacts };

/** What a request is about, with all that its text may say. Throws `not_found` when it is gone. */
export async function readSubject(subject: string, tx: Tx = db()): Promise<Subject> {
  const [kind = "", id = ""] = subject.split(":");
  const channel =
    kind === "email-channel"
      ? await tx.emailChannel.findUnique({ where: { id }, include: { domain: true, smtp: true } })
      : null;
  const smtp = kind === "smtp" ? await tx.smtpConfiguration.findUnique({ where: { id } }) : channel?.smtp;
  const connectionId = channel?.connectionId ?? smtp?.connectionId ?? (kind === "connection" ? id : null);
  if (connectionId === null)
    throw new AppError("not_found", { detail: "What the request is about is gone." });
  const { name, tenant } = await loadCxoneConnection(connectionId, tx);
  // A mail server serves channels whose addresses may stand in other domains than its mailbox does.
  const senders = channel
    ? [channel]
    : await tx.emailChannel.findMany({ where: { smtpId: smtp?.id ?? "" }, include: { domain: true } });
  const domains = new Set(senders.flatMap((sender) => sender.domain?.name ?? []));
  const addresses = senders.flatMap(({ localPart, domain }) =>
    localPart && domain ? `${localPart}@${domain.name}` : [],
  );
  const domain = [...domains].sort().join(", ") || smtp?.mailbox.split("@").at(-1) || null;
  const settings = channelSettings.safeParse(channel?.settings);
  const facts: RequestFacts = {
    connection: name,
    tenantId: tenant?.tenantId ?? null,
    businessUnit: tenant?.businessUnitId == null ? null : String(tenant.businessUnitId),
    channel: channel?.name ?? null,
    addresses: addresses.sort(),
    domain,
    mailFrom: domain && domains.size < 2 ? `mail.${domain}` : null,
    forceTls: settings.success && settings.data.forceTls,
    smtp: smtp ?? null,
  };
  const about = channel
    ? { name: channel.name, href: `/email/channels/${channel.id}` }
    : smtp
      ? { name: smtp.name, href: `/email/smtp/${smtp.id}` }
      : { name, href: `/connections/${connectionId}` };
  return { about, connection: { id: connectionId, name }, facts };
}
