import "server-only";
import { isSameNumber } from "../../same-number.ts";
import {
  findCampaign,
  findCampaignAgents,
  isActive,
  listCampaigns,
  type V2Campaign,
} from "../../v2/campaigns.ts";
import type { CxoneV2Client } from "../../v2/client.ts";
import { createContact, findContact, findContacts } from "../../v2/contacts.ts";
import {
  findOutboundCall,
  findOutboundCalls,
  startCall,
  type V2OutboundCall,
} from "../../v2/outbound-calls.ts";
import { findPresence, findUser, isEngaged, listUsers } from "../../v2/users.ts";
import { isReadyWord, matching, placeholderAmong } from "../../v2/words.ts";
import type { WriteAnswer } from "../../voice/state.ts";
import { failedReadingOf, placeholderRefused, writeAnswerOf } from "../../voice/write-answer.ts";
import type { AgentFacts, CampaignFacts, DialReading, Outbound } from "../outbound.ts";

/** Personal Connection by the endpoints of seed 003. What the seed does not name may be absent: then it is not known. */
export function createV2Outbound(client: CxoneV2Client): Outbound {
  return {
    dialect: "v2",
    hasContacts: true,

    async listCampaigns(search) {
      const campaigns = (await listCampaigns(client)) ?? [];
      return matching(campaigns.filter(mayDial), search).map((campaign) => ({
        id: campaign.id,
        name: campaign.name,
        status: isActive(campaign) ? "ACTIVE" : "INACTIVE",
      }));
    },

    async listAgents(search, campaignId) {
      const [users, ofCampaign] = await Promise.all([
        listUsers(client, search),
        campaignId ? findCampaignAgents(client, campaignId) : null,
      ]);
      const eligible = (users ?? []).filter(
        ({ id, active }) => active && (ofCampaign === null || ofCampaign.includes(id)),
      );
      return matching(eligible, search).map(({ id, name }) => ({ id, name, status: null }));
    },

    // Who has another number is not called for, also when the other side gives more than it was asked for.
    findContacts: async (find) =>
      ((await findContacts(client, find)) ?? []).filter(
        ({ phoneNumber }) => find.phoneNumber === undefined || isSameNumber(phoneNumber, find.phoneNumber),
      ),
    getContact: (contactId) => findContact(client, contactId),
    createContact: (contact) => createContact(client, contact),
    readAgent: (agentId) => readAgent(client, agentId),
    readCampaign: (campaignId, agentId) => readCampaign(client, campaignId, agentId),

    async dial(request): Promise<WriteAnswer> {
      const { campaignId, contactId, agentId } = request;
      const zero = placeholderAmong({ campaign: campaignId, contact: contactId, agent: agentId });
      if (zero) return placeholderRefused(zero);
      try {
        const { id } = await startCall(client, request);
        return { result: "accepted", requestId: id, state: null, ...(id ? { handle: { id } } : {}) };
      } catch (error) {
        // Here a 409 speaks of the agent, and not of work that goes on already.
        return writeAnswerOf(error, { conflict: "refused" });
      }
    },

    async readDial({ handle, request, since }): Promise<DialReading> {
      try {
        const id = handle?.id;
        if (id) {
          const call = await findOutboundCall(client, id);
          return call ? readingOf(call) : CANNOT_TELL;
        }
        const { agentId, phoneNumber } = request;
        const calls = await findOutboundCalls(client, { agentId, phoneNumber, since });
        if (!calls) return CANNOT_TELL;
        const [latest] = calls.toSorted((a, b) => (b.startedAt ?? "").localeCompare(a.startedAt ?? ""));
        return latest ? readingOf(latest) : { result: "none" };
      } catch (error) {
        return failedReadingOf(error);
      }
    },
  };
}

const CANNOT_TELL: DialReading = {
  result: "cannot_tell",
  message: "CXone has no record of this call to look at. Ask the agent how it ended.",
};

/** Calls through the API are for campaigns that allow them (P-11); of those that do not say, any may. */
const mayDial = (campaign: V2Campaign): boolean => allowsDialling(campaign) !== false;

/** Either of the two will do; null where CXone says neither. */
function allowsDialling({ type, personalConnection, apiInitiated }: V2Campaign): boolean | null {
  if (personalConnection === null && apiInitiated === null) return type === "INBOUND" ? false : null;
  return personalConnection === true || apiInitiated === true;
}

/** P-20. A user who cannot be looked up, but has a presence, is there. */
async function readAgent(client: CxoneV2Client, agentId: string): Promise<AgentFacts | null> {
  const [user, presence] = await Promise.all([findUser(client, agentId), findPresence(client, agentId)]);
  if (!user && !presence) return null;
  const status = presence?.status ?? "UNKNOWN";
  return {
    id: agentId,
    name: user?.name || agentId,
    active: user?.active ?? true,
    presence: status,
    ready: isReadyWord(status),
    engaged: await isEngaged(client, agentId),
  };
}

/** P-11, P-14. Where CXone has neither the campaign's own page nor a list, nothing speaks against it. */
async function readCampaign(
  client: CxoneV2Client,
  campaignId: string,
  agentId: string,
): Promise<CampaignFacts | null> {
  const [own, agents] = await Promise.all([
    findCampaign(client, campaignId),
    findCampaignAgents(client, campaignId),
  ]);
  const all = own ? null : await listCampaigns(client);
  const campaign = own ?? all?.find(({ id }) => isSame(id, campaignId)) ?? null;
  if (!campaign && all) return null;
  return {
    id: campaignId,
    name: campaign?.name || campaignId,
    active: campaign ? isActive(campaign) : true,
    personalConnection: campaign && allowsDialling(campaign),
    agentAssigned: agents?.some((id) => isSame(id, agentId)) ?? null,
  };
}

/** A UUID is the same in capitals. */
const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

function readingOf({ id, state, disposition, answeredAt, endedAt }: V2OutboundCall): DialReading {
  const talkMs = answeredAt && endedAt ? Math.max(0, Date.parse(endedAt) - Date.parse(answeredAt)) : null;
  return { result: "read", state, disposition, endedAt, talkMs, handle: { id } };
}
