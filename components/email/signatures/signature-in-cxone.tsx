"use client";

import { useRouter } from "next/navigation";
import { Attestation } from "#components/email/attestation.tsx";
import { MenuPath } from "#components/setup/menu-path.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { seenAs } from "#lib/email/attestations/mapping.ts";
import { ADD_PATH, ASSIGN_PATH, isAsAttested, shownOf } from "#lib/email/signatures/mapping.ts";
import type { AttestedSignature, SignatureView } from "#lib/email/signatures/schema.ts";

const FIELDS = { name: "the name", plain: "the plain text", html: "the HTML" };

/** How the signature gets into CXone and who is assigned there; what differs from what somebody said last, by name. */
export function SignatureInCxone({ signature, mayWrite }: { signature: SignatureView; mayWrite: boolean }) {
  const router = useRouter();
  const { id, name, plain, html, people, attested } = signature;
  return (
    <Section
      title="In CXone"
      note="No API writes signatures or their users: a person does it, then says so here."
    >
      <div className="space-y-4 p-4">
        <div className="flex flex-wrap gap-2 text-sm">
          {plain && <Copied label="Plain text signature" value={plain} />}
          {html && <Copied label="HTML signature" value={html} />}
          {people.length > 0 && (
            <Copied label="Names of its users" value={people.map((person) => person.name).join("\n")} />
          )}
        </div>
        <Attestation
          path={ADD_PATH}
          values={[{ label: "Name", value: name }]}
          attested={attested && { ...attested, same: isAsAttested(attested) }}
          mayChange={mayWrite && !signature.deletedAt}
          onAttest={async (said, evidence) => {
            await fetchJson(`/api/email/signatures/${id}/attest`, {
              method: "PUT",
              body: { attested: said, evidence, seen: seenAs(shownOf(signature)) },
            });
            router.refresh();
          }}
        />
        <div className="border-t pt-3 text-sm">
          <MenuPath path={ASSIGN_PATH} />
          <p className="mt-1 text-muted">
            Locate each user and press Add; CXone saves at once. Who is added leaves the signature they had
            there, too. CXone’s own names for variables are not published: look at its preview.
          </p>
        </div>
        {attested && !isAsAttested(attested) && <Differences attested={attested} />}
      </div>
    </Section>
  );
}

function Copied({ label, value }: { label: string; value: string }) {
  return (
    <span className="inline-flex items-center gap-1 rounded-md border px-2">
      {label} <CopyButton value={value} label={label} compact />
    </span>
  );
}

function Differences({ attested }: { attested: AttestedSignature }) {
  const { changed, toAdd, toMove, toRemove } = attested;
  const names = (people: readonly { name: string }[]) => people.map(({ name }) => name).join(", ");
  return (
    <Callout kind="warning" title="To do in CXone">
      <ul className="list-disc pl-5">
        {changed.length > 0 && <li>Change {changed.map((field) => FIELDS[field]).join(", ")}.</li>}
        {toAdd.length > 0 && <li>Add: {names(toAdd)}.</li>}
        {toMove.length > 0 && (
          <li>
            Moves when it is added to its new one:{" "}
            {toMove.map(({ name, to }) => `${name} → ${to}`).join(", ")}.
          </li>
        )}
        {toRemove.length > 0 && <li>Remove: {names(toRemove)}.</li>}
      </ul>
    </Callout>
  );
}
