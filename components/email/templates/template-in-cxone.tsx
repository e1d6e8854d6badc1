"use client";

import { useRouter } from "next/navigation";
import { Attestation } from "#components/email/attestation.tsx";
import { MenuPath } from "#components/setup/menu-path.tsx";
import { Section } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { seenAs } from "#lib/email/attestations/mapping.ts";
import { bytesInWords, utf8Bytes } from "#lib/email/html/size/mapping.ts";
import { CONNECT_PATH, CREATE_PATH, shownOf } from "#lib/email/templates/mapping.ts";
import type { TemplateView } from "#lib/email/templates/schema.ts";

/** How the template gets into CXone: where, what to copy, and who said that it stands there (M-40). */
export function TemplateInCxone({ template, mayWrite }: { template: TemplateView; mayWrite: boolean }) {
  const router = useRouter();
  const channels = template.channels.filter(({ state }) => state !== "removed");
  return (
    <Section title="In CXone" note="No API writes templates: a person enters it, then says so here.">
      <div className="space-y-4 p-4">
        <div className="flex flex-wrap items-center justify-between gap-2 text-sm">
          <span>
            Template rules: HTML of version {template.version}, {bytesInWords(utf8Bytes(template.html))}
          </span>
          <CopyButton value={template.html} label="HTML of the template" />
        </div>
        <Attestation
          path={CREATE_PATH}
          values={[{ label: "Name", value: template.name }]}
          attested={template.attested}
          mayChange={mayWrite && !template.deletedAt}
          onAttest={async (attested, evidence) => {
            await fetchJson(`/api/email/templates/${template.id}/attest`, {
              method: "PUT",
              body: { attested, evidence, seen: seenAs(shownOf(template)) },
            });
            router.refresh();
          }}
        />
        {channels.length > 0 && (
          <div className="border-t pt-3 text-sm">
            <MenuPath path={CONNECT_PATH} />
            <p className="mt-1 text-muted">
              Under Select template for outbound messages choose {template.name}, for{" "}
              {channels.map(({ name }) => name).join(", ")}; then Save.
            </p>
          </div>
        )}
      </div>
    </Section>
  );
}
