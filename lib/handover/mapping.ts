import type { HandoverKind } from "./schema.ts";

/** The contact centres as their own people call them, short enough for sentences. */
export const SYSTEM_NAMES: Record<HandoverKind, string> = { cxone: "CXone", engage: "Engage" };
