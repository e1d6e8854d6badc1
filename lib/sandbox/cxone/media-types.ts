export type MediaType = { mediaTypeId: number; mediaTypeName: string; subTypes: string[] };

/** Media types with the ids used on live tenants (facts/cxone.md §2.1). */
export const mediaTypes: readonly MediaType[] = [
  { mediaTypeId: 1, mediaTypeName: "Email", subTypes: [] },
  { mediaTypeId: 3, mediaTypeName: "Chat", subTypes: [] },
  { mediaTypeId: 4, mediaTypeName: "Phone Call", subTypes: [] },
  { mediaTypeId: 5, mediaTypeName: "Voicemail", subTypes: [] },
  { mediaTypeId: 6, mediaTypeName: "Work Item", subTypes: [] },
  { mediaTypeId: 7, mediaTypeName: "SMS", subTypes: [] },
  { mediaTypeId: 9, mediaTypeName: "Digital", subTypes: [] },
];

export function mediaTypeName(mediaTypeId: number): string {
  return mediaTypes.find((type) => type.mediaTypeId === mediaTypeId)?.mediaTypeName ?? "Unknown";
}
