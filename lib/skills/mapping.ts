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
