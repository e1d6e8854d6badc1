import { randomBytes } from "node:crypto";
import { freshLeg } from "../telephony/calls.ts";
import { addLeg, note } from "../telephony/legs.ts";
import type { Skill } from "./model.ts";
import type { Store } from "./store.ts";

/** Ids of the seeded telephony; every phone skill has a UUID too (telephony/ids.ts). */
export const voiceIds = {
  sales: 4606112,
  service: 4606113,
  voicemail: 4606114,
  inactive: 4606115,
  withoutCampaign: 4606116,
  campaignOff: 4606117,
  german: 4606118,
  english: 4606119,
  callbacks: 4606120,
  leads: 4606121,
  campaigns: { voice: 310_004, off: 310_005, callbacks: 310_006, leads: 310_007 },
  contacts: {
    hanna: "9a4c1f60-2d7b-4e35-8c1a-6f0e2b9d7a11",
    omar: "9a4c1f60-2d7b-4e35-8c1a-6f0e2b9d7a12",
  },
  /** A customer who talks to Ben Carter from the start. */
  call: "5e0c7a52-8f1d-4b7e-9a43-2c6d1f0b8e11",
} as const;

/** Everything that the seeds name (T-01, P-02), and the name of the product family that a client must carry. */
export const v2Scopes = [
  "voice:call:control",
  "voice:queue:read",
  "voice:campaign:read",
  "routing:skill:read",
  "analytics:conversation:read",
  "user:presence:read",
  "outbound:call",
  "cxone",
] as const;
export const v2Permissions = ["Voice Call Control", "Queue Read", "Personal Connection"] as const;

const [priya, tomasz, amara, elif, ben, luca] = [30107, 30108, 30109, 30110, 30111, 30105] as const;

function seedSkills(store: Store): void {
  const at = store.now() - 60 * 86_400_000;
  const { campaigns } = voiceIds;
  const campaign = (campaignId: number, name: string, isActive: boolean, description: string) =>
    store.campaigns.put(campaignId, { campaignId, name, isActive, description, notes: "", updatedAt: at });
  campaign(campaigns.voice, "Voice DE", true, "Calls from Germany");
  campaign(campaigns.off, "Summer hotline", false, "Ended; a queue still reports to it");
  campaign(campaigns.callbacks, "Callbacks", true, "Personal Connection, started by API");
  campaign(campaigns.leads, "Lead list", true, "Outbound without Personal Connection");

  const settings = {
    serviceLevelThreshold: 30,
    serviceLevelGoal: 80,
    enableShortAbandon: false,
    shortAbandonThreshold: 15,
  };
  const phone = (skillId: number, skillName: string, campaignId: number, extra: Partial<Skill> = {}) =>
    store.skills.put(skillId, {
      skillId,
      skillName,
      mediaTypeId: 4,
      campaignId,
      isActive: true,
      isOutbound: false,
      outboundStrategy: null,
      settings,
      createdAt: at,
      updatedAt: at,
      ...extra,
    });
  phone(voiceIds.sales, "Sales_DE", campaigns.voice);
  phone(voiceIds.service, "Service_DE", campaigns.voice);
  phone(voiceIds.voicemail, "Voicemail_DE", campaigns.voice);
  phone(voiceIds.inactive, "Old_Hotline_DE", campaigns.voice, { isActive: false });
  // Zero stands for none: no transfer to it is eligible (T-20).
  phone(voiceIds.withoutCampaign, "Orders_DE", 0);
  phone(voiceIds.campaignOff, "Summer_DE", campaigns.off);
  phone(voiceIds.german, "German", 310_001);
  phone(voiceIds.english, "English", 310_001);
  const outbound = { isOutbound: true, settings: {} };
  phone(voiceIds.callbacks, "Callbacks_PC", campaigns.callbacks, {
    ...outbound,
    outboundStrategy: "Personal Connection",
  });
  phone(voiceIds.leads, "Lead_List", campaigns.leads, { ...outbound, outboundStrategy: "Manual" });

  const language = { isQueue: false, isVoicemail: false, moreCampaignIds: [] };
  for (const skillId of [voiceIds.german, voiceIds.english])
    store.voice.queues.put(skillId, { skillId, ...language });
  store.voice.queues.put(voiceIds.voicemail, {
    skillId: voiceIds.voicemail,
    isQueue: true,
    isVoicemail: true,
    moreCampaignIds: [],
  });
}

function seedAgents(store: Store): void {
  const assign = (skillId: number, ...agentIds: number[]) => {
    for (const agentId of agentIds)
      store.assignments.put(`${skillId}:${agentId}`, { skillId, agentId, isActive: true, proficiency: 10 });
  };
  assign(voiceIds.sales, priya, tomasz, amara, luca);
  assign(voiceIds.service, tomasz, elif, ben, luca);
  for (const skillId of [voiceIds.withoutCampaign, voiceIds.campaignOff, voiceIds.inactive])
    assign(skillId, tomasz);
  assign(voiceIds.german, priya, tomasz, amara, ben);
  assign(voiceIds.english, tomasz, elif, luca);
  assign(voiceIds.callbacks, priya, tomasz);
  assign(voiceIds.leads, priya, tomasz);
}

function seedContacts(store: Store): void {
  const contact = (contactId: string, name: string, phoneNumber: string) =>
    store.voice.contacts.put(contactId, { contactId, name, phoneNumber, createdAt: store.now() });
  contact(voiceIds.contacts.hanna, "Hanna Vogel", "+4930901820");
  contact(voiceIds.contacts.omar, "Omar Farouk", "+442079460958");
}

/** The customer on Ben's line: his state says so, and so does the telephony. */
function seedCall(store: Store): void {
  if (store.agents.get(ben)?.state !== "InboundContact") return;
  const [callId, at] = [voiceIds.call, store.now()];
  const { contactId } = addLeg(store, {
    ...freshLeg,
    callId,
    isCaller: true,
    state: "active",
    skillId: voiceIds.service,
    agentId: ben,
    queuedAt: at,
    answeredAt: at,
  });
  store.voice.calls.put(callId, {
    callId,
    contactId,
    direction: "inbound",
    from: "+4915123456789",
    to: "+4930901800",
    startedAt: at,
    endedAt: null,
    endedBy: null,
    transfers: [],
    outbound: null,
    history: [],
  });
  const text = "Ben Carter has answered";
  note(store, callId, { contactId, state: "active", text, agentId: ben, skillId: voiceIds.service });
}

/** Queues, languages, campaigns, who works in them, contacts, one call, and the OAuth client of the seeds' dialect. */
export function seedVoice(store: Store): void {
  seedSkills(store);
  seedAgents(store);
  seedContacts(store);
  seedCall(store);
  const clientId = crypto.randomUUID();
  store.voice.clients.put(clientId, {
    clientId,
    clientSecret: randomBytes(36).toString("base64url"),
    name: "Patchbay (server to server)",
    isActive: true,
    scopes: [...v2Scopes],
    permissions: [...v2Permissions],
  });
  store.setSetting("v2ClientId", clientId);
}
