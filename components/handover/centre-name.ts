import type { HandoverKind } from "#lib/handover/schema.ts";

/** How people call the contact centres. */
export const CENTRE_NAMES: Record<HandoverKind, string> = { cxone: "CXone", engage: "RingCentral Engage" };
