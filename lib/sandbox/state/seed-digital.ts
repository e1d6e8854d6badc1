import type { Channel } from "./digital-model.ts";
import { chatIntegrationId } from "./seed-people.ts";
import { type SeedScript, seedScripts } from "./seed-scripts.ts";
import type { Store } from "./store.ts";

const day = 86_400_000;

/** Every script with its versions: the last one is current, those before it are history. */
function seedVersions(store: Store, busNo: number): void {
  const keep = (script: SeedScript, status: "CURR" | "HIST", daysAgo: number) => {
    const masterId = store.nextNumber("script", 92_100_300);
    const { scriptPath, mediaType, content, isDesktopOnly = false } = script;
    store.scripts.put(masterId, {
      masterId,
      status,
      scriptPath,
      mediaType,
      content,
      isDesktopOnly,
      lockedBy: null,
      modifyDate: store.now() - daysAgo * day,
      modifyUser: "avery.quinn@acme.example",
    });
  };
  for (const script of seedScripts(busNo)) {
    const { earlier = [] } = script;
    for (const [at, content] of earlier.entries())
      keep({ ...script, content }, "HIST", 60 + 10 * (earlier.length - at));
    keep(script, "CURR", 60);
  }
}

/** Points of contact of several platforms. Some lack what every one must have (M-65), for lints. */
function seedChannels(store: Store): void {
  const createdAt = store.now() - 80 * day;
  const channel = (
    platform: string,
    externalId: string,
    name: string,
    more: Partial<Channel>,
    options: Record<string, unknown> = {},
  ) => {
    const id = `${platform}_${externalId}`;
    store.channels.put(id, {
      id,
      idOnExternalPlatform: externalId,
      channelIntegrationId: platform,
      realExternalPlatformId: platform,
      name,
      isPrivate: true,
      hasTreeStructure: false,
      studioScript: "Digital\\Default Digital Script",
      defaultSkillId: 4606106,
      options: { hasReply: true, hasAbilityToSendFiles: true, ...options },
      createdAt,
      updatedAt: createdAt,
      ...more,
    });
  };
  channel("chat", chatIntegrationId, "Acme website chat", {}, { isLiveChat: true });
  const email = { hasCcAndBcc: true, hasVisibleTitle: true, hasEditableTitle: true, contentFormat: "html" };
  channel(
    "in-contact-email",
    "support@acme.example",
    "Support e-mail",
    { defaultSkillId: 4606110 },
    { ...email, hasOutboundFlow: true, hasManualOutboundFlow: true },
  );
  channel("in-contact-email", "orders@acme.example", "Orders e-mail", { studioScript: null }, email);
  channel("whatsapp", "4930555010", "WhatsApp", { defaultSkillId: null }, { hasOutboundTemplates: true });
  channel("sms", "sinch-sms_4930555020", "Text messages", { defaultSkillId: null, studioScript: null });
  channel("facebook", "102233445566", "Facebook page", { isPrivate: false, hasTreeStructure: true });
  channel("telegram", "acme_bot", "Telegram", { defaultSkillId: 4606111 });
  channel("apple-business-chat", "acme-messages", "Apple Messages", { defaultSkillId: 4606108 });
  // The folder of its script was renamed afterwards, so nothing runs (H-60).
  channel("line", "acme-line", "Line", {
    studioScript: "Cognigy\\Cognigy Handover Script 64b0c1d2e3f4a5b6c7d8e9f0",
  });
}

/** Scripts, points of contact of several platforms, hours and tags. */
export function seedDigital(store: Store, busNo: number): void {
  seedVersions(store, busNo);
  seedChannels(store);
  store.hours.put(6001, {
    profileId: 6001,
    profileName: "Weekdays 8 to 18",
    description: "Monday to Friday",
  });
  store.hours.put(6002, { profileId: 6002, profileName: "Always open", description: "" });
  store.pointsOfContact.put(81001, {
    contactCode: 81001,
    contactAddress: "+15550100100",
    contactDescription: "Main number",
    mediaTypeId: 4,
    skillId: 4606101,
    scriptName: "Voice\\Main IVR",
    isActive: true,
  });
  store.tags.put(900, { id: 900, title: "vip", color: "#9013fe" });
}
