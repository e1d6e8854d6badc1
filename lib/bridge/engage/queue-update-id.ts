import "server-only";
import { createHash, randomUUID } from "node:crypto";
import type { SdkRequest } from "#lib/engage/source-sdk.ts";

/** Updates have no id: the same numbers at the same time are the same update. Without a time each one counts. */
export function queueUpdateId(conversationId: string, { time, params }: SdkRequest): string {
  const told = JSON.stringify([time || randomUUID(), params]);
  return `${conversationId}.q${createHash("sha256").update(told).digest("hex").slice(0, 32)}`;
}
