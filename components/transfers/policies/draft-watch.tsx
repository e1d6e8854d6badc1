"use client";

import { useEffect } from "react";
import { useWatch } from "react-hook-form";
import type { PolicyDraft } from "#lib/transfers/policies/draft/mapping.ts";

const REST_MS = 200;

/** Tells what stands in the form once nobody has typed for a moment. */
export function DraftWatch({ onRest }: { onRest: (body: PolicyDraft["body"]) => void }) {
  const body = useWatch<PolicyDraft, "body">({ name: "body" });
  useEffect(() => {
    const timer = setTimeout(() => onRest(structuredClone(body)), REST_MS);
    return () => clearTimeout(timer);
  }, [body, onRest]);
  return null;
}
