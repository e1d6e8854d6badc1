import type { AsOf } from "#lib/connections/schema.ts";

/** `blocking`: no contact reaches an agent. `warning`: some do not, or not as meant. `note`: what CXone keeps to itself. */
export const SEVERITIES = ["blocking", "warning", "note"] as const;
export type Severity = (typeof SEVERITIES)[number];

export type FoundObject = { kind: "channel" | "skill" | "script" | "handover"; id: string; name: string };

/** A rule of the vendor that a tenant does not keep, with what to do about it (F-32). */
export type Finding = {
  /** `M-65.skill`: the rule's id in facts/product.md, with its part. */
  rule: string;
  severity: Severity;
  object: FoundObject;
  message: string;
  fix: { sentence: string; path?: readonly string[] };
};

export type ReadinessReport = { findings: Finding[]; channels: number; skills: number };
export type ReadinessView = AsOf<ReadinessReport>;
