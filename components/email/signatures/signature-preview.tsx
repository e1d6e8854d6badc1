"use client";

import { usePathname, useRouter } from "next/navigation";
import { useMemo } from "react";
import { MailFrame } from "#components/email/html/mail-frame.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Select } from "#components/ui/select.tsx";
import { fillVariables, problemsOfVariables } from "#lib/email/html/mapping.ts";
import { valuesFor } from "#lib/email/signatures/mapping.ts";
import type { AssignedPerson, Person, SignatureView } from "#lib/email/signatures/schema.ts";

type SignaturePreviewProps = Pick<SignatureView, "plain" | "html" | "fields"> & {
  person: Person | null;
  people: readonly AssignedPerson[];
};

/** A signature as one person sends it, in both its forms. */
export function SignaturePreview({ plain, html, fields, person, people }: SignaturePreviewProps) {
  const router = useRouter();
  const pathname = usePathname();
  const values = useMemo(() => valuesFor(person, fields), [person, fields]);
  const problems = problemsOfVariables(`${plain}\n${html}`, values);
  return (
    <div className="min-w-0 space-y-4">
      {people.length > 0 && (
        <Select
          aria-label="As sent by"
          className="max-w-xs"
          value={person ? String(person.agentId) : ""}
          options={[
            { value: "", label: "As sent by: sample values" },
            ...people.map(({ agentId, name }) => ({ value: String(agentId), label: `As sent by: ${name}` })),
          ]}
          onChange={({ target }) =>
            router.replace(target.value ? `${pathname}?person=${target.value}` : pathname, { scroll: false })
          }
        />
      )}
      {problems.length > 0 && (
        <ul className="list-disc pl-5 text-sm text-warning">
          {problems.map(({ written, sentence }) => (
            <li key={written}>{sentence}</li>
          ))}
        </ul>
      )}
      {html.trim() !== "" && (
        <MailFrame title="HTML signature" html={html} sample={values} className="h-64" />
      )}
      {plain.trim() !== "" && <CodeBlock label="Plain text" value={fillVariables(plain, values)} />}
      {html.trim() === "" && plain.trim() === "" && (
        <p className="text-muted text-sm">What you write is shown here.</p>
      )}
    </div>
  );
}
