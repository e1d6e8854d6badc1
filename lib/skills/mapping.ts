/** Media types as CXone names them, by id (facts/cxone.md §2.1). */
export const MEDIA_TYPES = [
  { id: 9, name: "Digital" },
  { id: 4, name: "Phone" },
  { id: 1, name: "Email" },
  { id: 3, name: "Chat" },
  { id: 7, name: "SMS" },
  { id: 5, name: "Voicemail" },
  { id: 6, name: "Work item" },
] as const;

export const DIGITAL = 9;

export const mediaTypeName = (id: number): string =>
  MEDIA_TYPES.find((type) => type.id === id)?.name ?? `Media type ${id}`;

/** Inbound, or what an outbound skill is for (M-72). */
export const DIRECTIONS = ["inbound", "personal-connection", "byoc", "manual"] as const;
export type Direction = (typeof DIRECTIONS)[number];

const DIRECTION_WORDS: Record<Direction, string> = {
  inbound: "Inbound",
  "personal-connection": "Outbound: Personal Connection",
  byoc: "Outbound: Bring Your Own Channel",
  manual: "Outbound: manual",
};
export const directionName = (direction: Direction): string => DIRECTION_WORDS[direction];

/** What a medium allows; a digital skill is always inbound unless it is for Personal Connection or BYOC (M-72). */
export function directionsOf(mediaTypeId: number): readonly Direction[] {
  if (mediaTypeId === DIGITAL) return ["inbound", "personal-connection", "byoc"];
  if (mediaTypeId === 4) return ["inbound", "personal-connection", "manual"];
  return mediaTypeId === 1 || mediaTypeId === 7 ? ["inbound", "manual"] : ["inbound"];
}

/** The direction that CXone's two fields mean together. */
export function directionOf(skill: {
  mediaTypeId: number;
  isOutbound: boolean;
  outboundStrategy: string;
}): Direction {
  if (!skill.isOutbound) return "inbound";
  if (/personal connection/i.test(skill.outboundStrategy)) return "personal-connection";
  return skill.mediaTypeId === DIGITAL ? "byoc" : "manual";
}

/** Why a skill cannot serve a digital channel; null when it can (H-55). */
export function unsuitableForDigital(skill: {
  name: string;
  mediaTypeId: number;
  direction: Direction;
  active: boolean;
}): string | null {
  if (skill.mediaTypeId !== DIGITAL) return "Not of media type Digital";
  if (skill.direction !== "inbound") return "Outbound";
  return skill.active ? null : "Not active";
}

/** A skill name that CXone takes (M-71), made from any text: "Support für DE" gives "Support_fur_DE". */
export function suggestSkillName(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^A-Za-z0-9._:-]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .slice(0, 30)
    .replace(/_+$/, "");
  return plain.length >= 2 ? plain : "Handover";
}

/** 900 → "15 min", 5 256 000 → "60 d 20 h". In: seconds. */
export function inWords(seconds: number): string {
  const parts = [
    [86_400, "d"],
    [3_600, "h"],
    [60, "min"],
    [1, "s"],
  ] as const;
  const words: string[] = [];
  let rest = Math.floor(seconds);
  for (const [size, unit] of parts) {
    if (rest >= size) words.push(`${Math.floor(rest / size)} ${unit}`);
    rest %= size;
  }
  return words.join(" ") || "0 s";
}

/** What decides between agents who hold the skill (M-74), in CXone's own words and what each means. */
export const EVALUATIONS = [
  {
    value: "skill-proficiency",
    label: "Skill Proficiency",
    note: "CXone's default: the free agent who knows the skill best. Proficiency 1 is the best, 20 the least.",
  },
  {
    value: "preferred-agent",
    label: "Preferred Agent",
    note: "The agent who had this case or contact last, waiting a while for them; then by proficiency.",
  },
  {
    value: "least-occupied",
    label: "Least Occupied",
    note: "The agent with the fewest contacts at hand and room for more: spreads the work evenly.",
  },
  {
    value: "most-occupied",
    label: "Most Occupied",
    note: "The agent with the most contacts at hand and room for more: keeps the others free.",
  },
] as const;

export const FOCUS_METRICS = [
  { value: "case", label: "Case", note: "Who handled this case last." },
  { value: "contact", label: "Contact", note: "Who handled this contact last, in whatever case." },
] as const;

export const FOCUS_LOCKS = [
  {
    value: "when-offline",
    label: "When Offline",
    note: "Waits in the queue also while the preferred agent is logged out, until the fallback time is over.",
  },
  {
    value: "when-available",
    label: "When Available",
    note: "Waits only while the preferred agent is there but busy, until the fallback time is over.",
  },
] as const;

/** How a field of a skill is called in sentences and tables. */
export const SKILL_FIELD_NAMES: Readonly<Record<string, string>> = {
  name: "Skill name",
  skillName: "Skill name",
  campaignId: "Campaign",
  active: "Active",
  messageTemplateId: "Message template",
  isSubSkill: "Sub-skill",
  evaluation: "Evaluation criteria",
  focusMetric: "Focus Metric",
  focusLock: "Focus Lock",
  fallbackTimeSeconds: "Fallback Time",
  serviceLevelThresholdSeconds: "Service level threshold",
  serviceLevelGoalPercent: "Service level goal",
  enableShortAbandon: "Short abandons",
  shortAbandonThresholdSeconds: "Short abandon threshold",
  acceptReject: "Accept / Reject",
  agentResponse: "Agent Response",
  agentFirstResponseSeconds: "First response time",
  agentFollowOnResponseSeconds: "Follow-on response time",
  customerResponse: "Customer Response",
  customerIdleSeconds: "Customer idle time",
  timeExtension: "Time extension",
};
