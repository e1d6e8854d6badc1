import "server-only";
import { createHash } from "node:crypto";
import { db } from "#lib/db/client.ts";
import type { Connection, EmailAttestation, EmailChannel, EmailTemplate } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { viewAttestation } from "../attestations/mapping.ts";
import { attestationsOf } from "../attestations/reads.ts";
import { bytesInWords, utf8Bytes } from "../html/size/mapping.ts";
import { templateSubject } from "./mapping.ts";
import type { ChannelChoice, TemplateView } from "./schema.ts";

type Channel = Pick<EmailChannel, "id" | "name" | "state" | "sending" | "templateId">;
export type TemplateRow = EmailTemplate & {
  connection: Pick<Connection, "id" | "name" | "environment">;
  channels: Channel[];
};

export const WITH_USE = {
  connection: { select: { id: true, name: true, environment: true } },
  channels: {
    orderBy: { name: "asc" },
    select: { id: true, name: true, state: true, sending: true, templateId: true },
  },
} as const;

/** A template as it is now, also a deleted one, for those who have checked the role; throws `not_found`. */
export async function loadTemplate(id: string): Promise<TemplateView> {
  const row = await db().emailTemplate.findUnique({ where: { id }, include: WITH_USE });
  if (!row) throw new AppError("not_found", { detail: "There is no such template." });
  const said = await attestationsOf([templateSubject(id)]);
  return viewTemplate(row, said.get(templateSubject(id)));
}

export function viewTemplate(row: TemplateRow, said: EmailAttestation | undefined): TemplateView {
  const { id, name, html, version, connection } = row;
  return {
    id,
    connection: { ...connection, environment: connection.environment === "sandbox" ? "sandbox" : "live" },
    name,
    html,
    // Parsed when it was written.
    sample: row.sample as Record<string, string>,
    version,
    updatedAt: row.updatedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
    channels: row.channels.map((channel) => choiceOf(channel, name)),
    attested: viewAttestation(said, stateInCxone(row)),
  };
}

export const choiceOf = (channel: Channel, templateName: string | null): ChannelChoice => ({
  ...channel,
  sending: channel.sending === "smtp" ? "smtp" : "ses",
  templateName: channel.templateId && templateName,
});

/** What is entered in CXone, as it is kept when somebody says that it was: names, and the HTML by its digest. */
export const stateInCxone = (template: {
  name: string;
  html: string;
  channels: readonly { name: string }[];
}) => ({
  name: template.name,
  html: digest(template.html),
  channels: template.channels.map(({ name }) => name).sort(),
});

/** What the audit log keeps of a template: the HTML by its size and digest. */
export const auditOf = ({ name, html, sample }: Pick<TemplateView, "name" | "html" | "sample">) => ({
  name,
  html: `${bytesInWords(utf8Bytes(html))}, SHA-256 ${digest(html).slice(0, 12)}`,
  "sample values": Object.entries(sample)
    .map(([variable, value]) => `${variable}: ${value}`)
    .join("; "),
});

const digest = (text: string) => createHash("sha256").update(text).digest("hex");
