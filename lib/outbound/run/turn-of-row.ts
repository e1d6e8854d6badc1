import "server-only";
import { loadConnection } from "#lib/connections/stored-connection.ts";
import type { Outbound, OutboundContact } from "#lib/cxone/outbound/outbound.ts";
import type { OutboundCall } from "#lib/db/generated/client.ts";
import { afterLostAnswer } from "#lib/tenant/after-lost-answer.ts";
import type { Readiness } from "../lists/state.ts";
import { agentChecks, assignedCheck, campaignCheck } from "../preflight.ts";

type Turn = { readiness: Readiness; contact: OutboundContact | null };
const later = (reason: string): Turn => ({ readiness: { ready: "later", reason }, contact: null });

/**
 * Whether a row of a list may be dialled now: its connection is not paused, its agent active, available and in no other
 * contact (P-20), its campaign in order (P-11, P-14), and who is called has a contact where the dialect keeps them (P-12).
 * The agent is read first: mostly that is what has to be waited for. Throws what CXone says.
 */
export async function turnOf(outbound: Outbound, row: OutboundCall): Promise<Turn> {
  const { pausedAt, pausedBy } = await loadConnection(row.connectionId);
  if (pausedAt) return later(`${pausedBy ?? "Somebody"} paused the connection.`);
  const agent = await outbound.readAgent(row.agentId);
  if (!agent) return { readiness: { ready: "never", reason: "CXone knows no such agent." }, contact: null };
  const busy = agentChecks(agent).find(({ state }) => state === "failed");
  if (busy) return later(busy.message);
  const campaign = await outbound.readCampaign(row.campaignId, row.agentId);
  const wrong = [campaignCheck(campaign), assignedCheck(campaign, agent)].find(
    ({ state }) => state === "failed",
  );
  if (wrong) return later(wrong.message);
  const contact = outbound.hasContacts && row.contactId === null ? await contactOf(outbound, row) : null;
  return { readiness: { ready: "yes" }, contact };
}

/** Who has the number, by the same name if there are several; made when CXone knows nobody. */
async function contactOf(
  outbound: Outbound,
  { phoneNumber, contactName }: OutboundCall,
): Promise<OutboundContact> {
  const byNumber = async () => {
    const found = await outbound.findContacts({ phoneNumber });
    return found.find(({ name }) => name === contactName) ?? found[0] ?? null;
  };
  return (
    (await byNumber()) ??
    (await afterLostAnswer(
      "the contact was made",
      () => outbound.createContact({ name: contactName ?? phoneNumber, phoneNumber }),
      byNumber,
    ))
  );
}
