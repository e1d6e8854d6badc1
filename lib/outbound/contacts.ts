import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { shownCaller, shownCells } from "#lib/auth/shown-number.ts";
import { explainVendorError } from "#lib/connections/explain-vendor-error.ts";
import { outboundFor } from "#lib/connections/outbound-for.ts";
import type { OutboundContact } from "#lib/cxone/outbound/outbound.ts";
import type { VoiceChoice } from "#lib/cxone/voice/state.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { afterLostAnswer } from "#lib/tenant/after-lost-answer.ts";
import { type ContactInput, problemOfId } from "./schema.ts";

const explain = (error: unknown): never => {
  throw explainVendorError(error);
};

/** What the form offers: the campaigns and agents of a connection, and whether calls need a contact. */
export async function listCampaigns(
  ctx: Ctx,
  connectionId: string,
  search: string,
): Promise<{ items: VoiceChoice[]; hasContacts: boolean }> {
  requireRole(ctx, "admin", "operator", "supervisor");
  const outbound = await outboundFor(connectionId, { requestId: ctx.requestId });
  return { items: await outbound.listCampaigns(search).catch(explain), hasContacts: outbound.hasContacts };
}

export async function listAgents(
  ctx: Ctx,
  connectionId: string,
  search: string,
  campaignId: string | null,
): Promise<{ items: VoiceChoice[] }> {
  requireRole(ctx, "admin", "operator", "supervisor");
  const outbound = await outboundFor(connectionId, { requestId: ctx.requestId });
  const problem = campaignId === null ? null : problemOfId(outbound.dialect, "the campaign", campaignId);
  if (problem !== null) throw new AppError("bad_request", { fields: { campaign: problem } });
  return { items: await outbound.listAgents(search, campaignId).catch(explain) };
}

/** Contacts by number or words; numbers as the reader may see them, except the one that was typed. */
export async function findContacts(
  ctx: Ctx,
  connectionId: string,
  find: { phoneNumber?: string | undefined; search?: string | undefined },
): Promise<{ items: OutboundContact[] }> {
  requireRole(ctx, "admin", "operator", "supervisor");
  const outbound = await outboundFor(connectionId, { requestId: ctx.requestId });
  const items = await outbound.findContacts(find).catch(explain);
  return { items: items.map((contact) => shownContact(ctx, contact, find.phoneNumber)) };
}

/** A contact as this reader may see it: it may be kept under a number instead of a name. What was typed is no secret. */
export function shownContact(ctx: Ctx, contact: OutboundContact, typed: string | undefined): OutboundContact {
  const { name, phoneNumber } = contact;
  if (phoneNumber === typed) return contact;
  const shown = shownCaller(ctx, phoneNumber) ?? "";
  return { ...contact, name: shownCells(ctx, name), phoneNumber: shown };
}

/**
 * Makes a contact in CXone, unless there is one with this number: that one is given then (P-12). A lost answer is not
 * repeated: the number tells whether it was made.
 */
export async function createContact(
  ctx: Ctx,
  { connectionId, name, phoneNumber }: ContactInput,
): Promise<{ contact: OutboundContact; existed: boolean }> {
  requireRole(ctx, "admin", "operator", "supervisor");
  const outbound = await outboundFor(connectionId, { requestId: ctx.requestId });
  if (!outbound.hasContacts)
    throw new AppError("bad_request", {
      title: "No contact is needed",
      detail: "This connection keeps no contact records: a call needs the number alone.",
      fix: "Place the call without a contact.",
    });
  const byNumber = async () => (await outbound.findContacts({ phoneNumber }))[0] ?? null;
  const known = await byNumber().catch(explain);
  if (known) return { contact: known, existed: true };
  const contact = await afterLostAnswer(
    "the contact was made",
    () => outbound.createContact({ name, phoneNumber }),
    byNumber,
  );
  await db().$transaction((tx) =>
    writeAudit(tx, ctx, {
      action: "contact.created",
      object: `contact:${connectionId}:${contact.id}`,
      after: { name },
    }),
  );
  return { contact, existed: false };
}
