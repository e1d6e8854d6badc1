import { createHash } from "node:crypto";

/**
 * The id of a handover's channel. CXone lets the caller choose it (facts/cxone.md §3.1); made from the provider id, it is
 * the same again after any crash, so the same call never makes a second channel. A name-based UUID (version 5 form).
 */
export function channelIdOf(providerId: string): string {
  const bytes = createHash("sha1").update(`patchbay channel ${providerId}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
