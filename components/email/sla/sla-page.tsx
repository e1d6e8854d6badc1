"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Section } from "#components/ui/card.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { seenAs } from "#lib/email/attestations/mapping.ts";
import { timeInWords } from "#lib/email/sla/mapping.ts";
import type { SlaTargets, SlaView } from "#lib/email/sla/schema.ts";
import { Attestation } from "../attestation.tsx";
import { ChannelSlaList } from "./channel-sla-list.tsx";
import { SlaForm } from "./sla-form.tsx";
import { SlaSummary } from "./sla-summary.tsx";

const PATH = ["CXone", "ACD", "Digital", "SLA"];

type SlaPageProps = { initial: SlaView; mayChange: boolean };

/** The service levels of a tenant's email: what counts globally, a worked example, and the channels with their own. */
export function SlaPage({ initial, mayChange }: SlaPageProps) {
  const router = useRouter();
  const [sla, setSla] = useState(initial);
  const keep = (saved: SlaView) => {
    setSla(saved);
    router.refresh();
  };
  const base = `/api/email/sla/${sla.connectionId}`;
  return (
    <div className="space-y-8">
      <Section
        title="Global service level"
        note="Time counts only within the business hours, in their time zone."
      >
        <div className="p-4">
          {mayChange ? <SlaForm key={sla.version} sla={sla} onSaved={keep} /> : <SlaSummary sla={sla} />}
        </div>
      </Section>
      {sla.targets && (
        <Section
          title="Enter it in CXone"
          note="No API reads or writes service levels: a person enters them."
        >
          <div className="p-4">
            <Attestation
              path={[...PATH, "the global SLA"]}
              values={valuesOf(sla.targets)}
              attested={sla.attested}
              mayChange={mayChange}
              onAttest={async (attested, evidence) =>
                keep(
                  await fetchJson<SlaView>(`${base}/attestation`, {
                    method: "PUT",
                    body: { attested, evidence, seen: seenAs({ hours: sla.hours, targets: sla.targets }) },
                  }),
                )
              }
            />
          </div>
        </Section>
      )}
      <ChannelSlaList sla={sla} mayChange={mayChange} path={PATH} onSaved={keep} />
    </div>
  );
}

/** As the drop-downs of CXone name them. */
export const valuesOf = ({ firstResponse, solution }: SlaTargets) => [
  { label: "First Response Time", value: timeInWords(firstResponse) },
  { label: "Solution Time", value: timeInWords(solution) },
];
