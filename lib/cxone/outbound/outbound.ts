import type { Dialect, Handle, VoiceChoice, WriteAnswer } from "../voice/state.ts";

export type DialRequest = {
  campaignId: string;
  /** Null where the dialect keeps no contact records. */
  contactId: string | null;
  /** E.164 (P-13). */
  phoneNumber: string;
  agentId: string;
  /** P-15: a JSON object. */
  data: Readonly<Record<string, unknown>>;
};

/** P-20: three facts about an agent, each of them one named check. */
export type AgentFacts = {
  id: string;
  name: string;
  active: boolean;
  presence: string;
  ready: boolean;
  engaged: boolean;
};

/** P-11, P-14. What a dialect cannot know is null. */
export type CampaignFacts = {
  id: string;
  name: string;
  active: boolean;
  personalConnection: boolean | null;
  agentAssigned: boolean | null;
};

export type OutboundContact = { id: string; name: string; phoneNumber: string };

export const DIAL_STATES = [
  "dialling",
  "ringing",
  "connected",
  "ended",
  "no_answer",
  "busy",
  "failed",
] as const;
export type DialState = (typeof DIAL_STATES)[number];

export type DialReading =
  | {
      result: "read";
      state: DialState;
      disposition: string | null;
      endedAt: string | null;
      talkMs: number | null;
      handle?: Handle | undefined;
    }
  /** No trace of such a call. */
  | { result: "none" }
  /** The dialect has no way to look. */
  | { result: "cannot_tell"; message: string }
  | {
      result: "failed";
      code: string;
      message: string;
      retryAfterMs: number | null;
      requestLogId?: string | undefined;
    };

/**
 * Personal Connection calls of one contact centre, in either dialect (facts/cxone.md §5, §7). Reads throw CxoneError; `dial`
 * and `readDial` answer every failure as a value.
 */
export interface Outbound {
  readonly dialect: Dialect;
  /** False: calls need no contact record, and `findContacts` gives none. */
  readonly hasContacts: boolean;
  listCampaigns(search: string): Promise<VoiceChoice[]>;
  /** Agents to choose from: of the campaign where the dialect can say so. */
  listAgents(search: string, campaignId: string | null): Promise<VoiceChoice[]>;
  findContacts(find: {
    phoneNumber?: string | undefined;
    search?: string | undefined;
  }): Promise<OutboundContact[]>;
  getContact(contactId: string): Promise<OutboundContact | null>;
  /** Throws CxoneError; with `mayHaveHappened` look by number before making another. */
  createContact(contact: { name: string; phoneNumber: string }): Promise<OutboundContact>;
  readAgent(agentId: string): Promise<AgentFacts | null>;
  readCampaign(campaignId: string, agentId: string): Promise<CampaignFacts | null>;
  /** Starts the call, once; time-out 10 s (P-21). Never repeated in here (P-32). */
  dial(request: DialRequest): Promise<WriteAnswer>;
  /** How the call stands; without a handle it is looked up by agent and number since that moment. Reads only. */
  readDial(call: { handle: Handle | null; request: DialRequest; since: Date }): Promise<DialReading>;
}
