"use client";

import { useMemo, useRef } from "react";
import type { Dialect } from "#lib/cxone/voice/state.ts";
import { bodyOfDraft, type PolicyDraft } from "#lib/transfers/policies/draft/mapping.ts";
import { type PolicyBody, policyBodySchema } from "#lib/transfers/schema.ts";

/** The policy that is typed, else the last one that was whole, and what is wrong with what is typed. */
export function useTypedBody(
  dialect: Dialect,
  draft: PolicyDraft["body"],
): { body: PolicyBody | null; problem: string | null } {
  const last = useRef<PolicyBody | null>(null);
  const parsed = useMemo(() => policyBodySchema(dialect).safeParse(bodyOfDraft(draft)), [dialect, draft]);
  if (parsed.success) last.current = parsed.data;
  return {
    body: last.current,
    problem: parsed.success ? null : (parsed.error.issues[0]?.message ?? "It is not whole."),
  };
}
