"use client";

import { useEffect, useState } from "react";
import { useWatch } from "react-hook-form";
import { SelectField } from "#components/form/select-field.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";

type Policies = { items: { id: string; name: string; connection: { name: string } }[] };

/** Which policy transfers the voice call that a conversation belongs to; none leaves every handover digital. */
export function TransferPolicyField() {
  const [policies, setPolicies] = useState<Policies["items"]>();
  const chosen = useWatch({ name: "transferPolicyId" }) as string | null;
  useEffect(() => {
    fetchJson<Policies>("/api/transfer-policies").then(
      ({ items }) => setPolicies(items),
      () => setPolicies([]),
    );
  }, []);
  const options = (policies ?? []).map(({ id, name, connection }) => ({
    value: id,
    label: `${name} · ${connection.name}`,
  }));
  // What is chosen stays so while the list is on its way, and when it is archived.
  if (chosen && !options.some(({ value }) => value === chosen)) {
    options.unshift({ value: chosen, label: policies ? "A policy that is not in use any more" : "…" });
  }
  return (
    <SelectField
      name="transferPolicyId"
      label="Transfer policy for voice calls"
      optional
      options={[{ value: "", label: "None: every handover is digital" }, ...options]}
      help="When the bot hands over a conversation with the attribute callId, that call is transferred by this policy, and its course is shown in the conversation."
    />
  );
}
