import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { explainVendorError } from "#lib/connections/explain-vendor-error.ts";
import { outboundFor } from "#lib/connections/outbound-for.ts";
import type { AgentFacts, CampaignFacts, Outbound, OutboundContact } from "#lib/cxone/outbound/outbound.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { readNumber } from "#lib/phone/mapping.ts";
import { shownContact } from "./contacts.ts";
import { type CallInput, type Preflight, type PreflightCheck, problemsOfIds } from "./schema.ts";
import type { Outcome } from "./state.ts";

const DAY_MS = 86_400_000;

/** What was looked at for a call, with the names that CXone gave. */
export type Looked = {
  preflight: Preflight;
  campaignName: string;
  contactName: string | null;
};

/**
 * Looks at everything that would make a call fail, without placing it: number, campaign (P-11), contact (P-12), assignment
 * (P-14) and the three facts about the agent (P-20). Throws `bad_input` for ids that cannot be (P-31), or what CXone says.
 */
export async function preflight(ctx: Ctx, input: CallInput): Promise<Preflight> {
  return (await lookBefore(ctx, input)).preflight;
}

export async function lookBefore(ctx: Ctx, input: CallInput): Promise<Looked> {
  requireRole(ctx, "admin", "operator", "supervisor");
  const outbound = await outboundFor(input.connectionId, { requestId: ctx.requestId });
  const fields = problemsOfIds(outbound.dialect, input);
  if (outbound.hasContacts && input.contactId === undefined) fields.contactId = "Choose or create a contact.";
  if (Object.keys(fields).length > 0) throw new AppError("bad_input", { fields });
  const [campaign, agent, contact, number, before] = await Promise.all([
    outbound.readCampaign(input.campaignId, input.agentId).catch(explain),
    outbound.readAgent(input.agentId).catch(explain),
    contactOf(outbound, input.contactId).catch(explain),
    readNumber(input.phoneNumber),
    callBefore(input, ctx.now()),
  ]);
  const checks = [
    numberCheck(number),
    campaignCheck(campaign),
    ...(outbound.hasContacts
      ? [contactCheck(contact && shownContact(ctx, contact, input.phoneNumber), input.phoneNumber)]
      : []),
    assignedCheck(campaign, agent),
    ...agentChecks(agent),
  ];
  return {
    preflight: {
      ok: checks.every(({ state }) => state !== "failed"),
      at: ctx.now().toISOString(),
      agentName: agent?.name ?? input.agentId,
      checks,
      number: {
        formatted: number?.formatted ?? input.phoneNumber,
        country: number?.country?.name ?? null,
        known: number?.known ?? false,
      },
      before,
    },
    campaignName: campaign?.name ?? input.campaignId,
    contactName: contact?.name ?? null,
  };
}

const explain = (error: unknown): never => {
  throw explainVendorError(error);
};

const contactOf = async (outbound: Outbound, id: string | undefined) =>
  id === undefined ? null : outbound.getContact(id);

async function callBefore({ connectionId, phoneNumber }: CallInput, now: Date): Promise<Preflight["before"]> {
  const row = await db().outboundCall.findFirst({
    where: { connectionId, phoneNumber, at: { gte: new Date(now.getTime() - DAY_MS) } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    select: { id: true, at: true, agentName: true, outcome: true },
  });
  return row && { ...row, at: row.at.toISOString(), outcome: row.outcome as Outcome | null };
}

type Said = Pick<PreflightCheck, "state" | "message"> & { fix?: string };
const check =
  (id: PreflightCheck["id"], name: string, field: PreflightCheck["field"]) =>
  ({ fix = "", ...said }: Said): PreflightCheck => ({ id, name, field, ...said, fix: fix || null });

function numberCheck(number: Awaited<ReturnType<typeof readNumber>>): PreflightCheck {
  const say = check("number", "The number can be dialled", "phoneNumber");
  if (number?.known)
    return say({ state: "passed", message: `${number.formatted}, ${number.country?.name ?? "no country"}.` });
  return say({
    state: "unknown",
    message: "The numbering plans know no such number. It may be new, or mistyped.",
    fix: "Compare it with its source, digit by digit.",
  });
}

export function campaignCheck(campaign: CampaignFacts | null): PreflightCheck {
  const say = check("campaign", "The campaign allows Personal Connection", "campaignId");
  if (!campaign)
    return say({
      state: "failed",
      message: "CXone knows no such campaign.",
      fix: "Choose another campaign.",
    });
  const { name, active, personalConnection } = campaign;
  if (!active)
    return say({
      state: "failed",
      message: `${name} is not active.`,
      fix: "Activate it in CXone, or choose another.",
    });
  if (personalConnection === false)
    return say({
      state: "failed",
      message: `${name} does not allow Personal Connection.`,
      fix: "Tick API Initiated or Personal Connection in the settings of the campaign in CXone, or choose another.",
    });
  return personalConnection === null
    ? say({
        state: "unknown",
        message: `${name} is active. CXone does not say whether it allows Personal Connection.`,
      })
    : say({ state: "passed", message: `${name} is active and allows it.` });
}

function contactCheck(contact: OutboundContact | null, phoneNumber: string): PreflightCheck {
  const say = check("contact", "The contact exists", "contactId");
  if (!contact)
    return say({
      state: "failed",
      message: "CXone knows no such contact.",
      fix: "Find the contact by its number, or create it.",
    });
  return contact.phoneNumber === phoneNumber
    ? say({ state: "passed", message: `${contact.name} has this number.` })
    : say({
        state: "unknown",
        message: `${contact.name} is kept with another number.`,
        fix: "Make sure that it is the right contact.",
      });
}

export function assignedCheck(campaign: CampaignFacts | null, agent: AgentFacts | null): PreflightCheck {
  const say = check("assigned", "The agent belongs to the campaign", "agentId");
  const who = agent?.name ?? "The agent";
  if (campaign?.agentAssigned)
    return say({ state: "passed", message: `${who} is assigned to ${campaign.name}.` });
  if (campaign?.agentAssigned === false)
    return say({
      state: "failed",
      message: `${who} is not assigned to ${campaign.name}.`,
      fix: "Choose an agent of the campaign, or assign this one in CXone.",
    });
  return say({ state: "unknown", message: "CXone does not say who belongs to the campaign." });
}

/** P-20: three named facts; each of them that does not hold stops the call. */
export function agentChecks(agent: AgentFacts | null): PreflightCheck[] {
  const active = check("active", "The agent is active", "agentId");
  if (!agent)
    return [active({ state: "failed", message: "CXone knows no such agent.", fix: "Choose another agent." })];
  const presence = check("presence", "The agent is available", "agentId");
  const engaged = check("engaged", "The agent is in no other contact", "agentId");
  return [
    agent.active
      ? active({ state: "passed", message: `${agent.name} is an active user.` })
      : active({
          state: "failed",
          message: `${agent.name} is deactivated.`,
          fix: "Choose another agent, or have this one activated in CXone.",
        }),
    agent.ready
      ? presence({ state: "passed", message: `Presence: ${agent.presence}.` })
      : presence({
          state: "failed",
          message: `Presence: ${agent.presence}. The call could not be put through.`,
          fix: "Ask the agent to become available, then check again.",
        }),
    agent.engaged
      ? engaged({
          state: "failed",
          message: `${agent.name} is in another contact.`,
          fix: "Wait until it has ended, then check again.",
        })
      : engaged({ state: "passed", message: `${agent.name} is in no contact.` }),
  ];
}
