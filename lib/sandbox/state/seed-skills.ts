import type { Skill } from "./model.ts";
import type { Store } from "./store.ts";

/** What agents say at the end of a contact, and texts that skills send. */
export function seedDispositions(store: Store, updatedAt: number): void {
  const names: [name: string, classificationId: number, isPreview?: boolean][] = [
    ["Solved", 1],
    ["Needs follow-up", 2],
    ["Wrong number", 3],
    ["Sale", 4],
    ["Not interested", 5],
    ["Do not call", 6, true],
  ];
  for (const [at, [dispositionName, classificationId, isPreviewDisposition = false]] of names.entries()) {
    const dispositionId = 2201 + at;
    store.dispositions.put(dispositionId, {
      dispositionId,
      dispositionName,
      classificationId,
      isPreviewDisposition,
      isActive: true,
      notes: "",
      updatedAt,
    });
  }
  const template = (templateId: number, templateName: string, templateTypeId: number, body: string) =>
    store.messageTemplates.put(templateId, {
      templateId,
      templateName,
      templateTypeId,
      subject: templateTypeId === 1 ? "Your message to Acme" : "",
      body,
      isHTML: templateTypeId === 1,
      isActive: true,
      updatedAt,
    });
  template(7101, "Digital greeting", 9, "Thank you for your message. Someone will be with you shortly.");
  template(7102, "E-mail receipt", 1, "<p>We have received your message.</p>");
}

/** Campaigns, dispositions, templates, skills and who holds them. */
export function seedSkills(store: Store): void {
  const now = store.now() - 90 * 86_400_000;
  const campaign = (campaignId: number, name: string, isActive: boolean, description: string) =>
    store.campaigns.put(campaignId, { campaignId, name, isActive, description, notes: "", updatedAt: now });
  campaign(310001, "Default Campaign", true, "Where skills without a campaign of their own report");
  campaign(310002, "Customer Care", true, "Support on all media");
  campaign(310003, "Spring Promotion 2024", false, "Ended");

  seedDispositions(store, now);
  const inbound = {
    serviceLevelThreshold: 30,
    serviceLevelGoal: 80,
    enableShortAbandon: false,
    shortAbandonThreshold: 15,
  };
  const skill = (
    skillId: number,
    skillName: string,
    mediaTypeId: number,
    campaignId: number,
    extra: Partial<Skill> = {},
  ) =>
    store.skills.put(skillId, {
      skillId,
      skillName,
      mediaTypeId,
      campaignId,
      isActive: true,
      isOutbound: false,
      outboundStrategy: null,
      settings: inbound,
      createdAt: now,
      updatedAt: now,
      ...extra,
    });
  skill(4606101, "Support_Voice", 4, 310002);
  skill(4606102, "Sales_Voice", 4, 310001);
  skill(4606103, "Outbound_Sales", 4, 310003, {
    isOutbound: true,
    outboundStrategy: "Personal Connection",
    settings: {},
  });
  skill(4606104, "Support_Email", 1, 310002);
  skill(4606105, "Support_Voicemail", 5, 310002);
  skill(4606106, "Website_Chat", 9, 310002);
  skill(4606107, "Digital_Support_DE", 9, 310002);
  skill(4606108, "Old_Digital", 9, 310003, { isActive: false });
  skill(4606109, "Digital_Preferred", 9, 310002, {
    settings: {
      ...inbound,
      evaluationCriteria: 2,
      FocusMetric: 1,
      FocusLock: 1,
      FallbackTime: 900,
      PresentAcceptReject: true,
      agentResponseEnabled: true,
      agentFirstResponseTime: 60,
      agentFollowOnResponseTime: 120,
      customerResponseEnabled: true,
      customerIdleTime: 600,
      messageTemplateId: 7101,
      notes: "Goes to the agent who knows the customer, for fifteen minutes",
    },
  });
  skill(4606110, "Digital_Email", 9, 310002, { settings: { ...inbound, serviceLevelThreshold: 14_400 } });
  // Nobody holds it: what is routed here waits unseen (H-57).
  skill(4606111, "Digital_Nobody", 9, 310001);

  const assign = (skillId: number, ...agentIds: number[]) => {
    for (const agentId of agentIds)
      store.assignments.put(`${skillId}:${agentId}`, { skillId, agentId, isActive: true, proficiency: 10 });
  };
  assign(4606101, 30103, 30105);
  assign(4606102, 30105);
  assign(4606104, 30104);
  assign(4606106, 30102, 30103, 30104, 30107);
  // Amara holds a digital skill without the attribute, Elif has the attribute without a skill (M-54).
  assign(4606109, 30107, 30109);
  assign(4606110, 30104);
}
