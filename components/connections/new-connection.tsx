"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { KIND_NAMES, kindNamed } from "#lib/connections/mapping.ts";
import type { ConnectionKind } from "#lib/connections/schema.ts";
import { NewConnectionFields } from "./connection-fields.tsx";
import { ConnectionForm, emptyStart } from "./connection-form.tsx";

const NOTES: Record<ConnectionKind, string> = {
  cxone:
    "An access key, and mostly a registered client of NICE, for handovers, calls and email. Tenant and business unit are looked up.",
  "cxone-v2":
    "An OAuth client with id and secret, for voice transfers and Personal Connection calls. No handovers.",
  engage: "A domain and an API access token. Everything else is derived or looked up.",
};

const ORDER = ["cxone", "cxone-v2", "engage"] as const satisfies readonly ConnectionKind[];

const options = ORDER.map((kind) => ({
  value: kind,
  label: KIND_NAMES[kind],
  note: NOTES[kind],
}));

type NewConnectionProps = { issuer: string; kind: ConnectionKind };

/** Makes a connection of the kind that is chosen and leads to its page. */
export function NewConnection({ issuer, kind: first }: NewConnectionProps) {
  const router = useRouter();
  const [kind, setKind] = useState(first);
  return (
    <div className="grid gap-6">
      <fieldset>
        <legend className="mb-1 font-medium text-sm">Contact centre</legend>
        <RadioCards
          name="kind"
          options={options}
          columns={3}
          value={kind}
          onChange={(event) => setKind(kindNamed(event.target.value))}
        />
      </fieldset>
      <ConnectionForm
        key={kind}
        start={emptyStart(kind, issuer)}
        onSaved={(saved) => router.push(`/connections/${saved.id}`)}
      >
        <NewConnectionFields kind={kind} />
      </ConnectionForm>
    </div>
  );
}
