"use client";

import { useCallback, useEffect, useState } from "react";
import { useWatch } from "react-hook-form";
import { HtmlField } from "#components/email/html/html-field.tsx";
import { SampleFields } from "#components/email/html/sample-fields.tsx";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { TextareaField } from "#components/form/textarea-field.tsx";
import { NoteField } from "#components/versions/note-field.tsx";
import { useSavedVersion } from "#components/versions/use-saved-version.ts";
import { OF_PERSON } from "#lib/email/signatures/mapping.ts";
import type { Person, SignatureView } from "#lib/email/signatures/schema.ts";
import { SignaturePreview } from "./signature-preview.tsx";

type Shown = { name: string; plain: string; html: string; fields: Record<string, string> };
type Draft = Shown & { note: string };

const loadSchema = () => import("#lib/email/signatures/schema.ts").then((file) => file.signatureForm);

const PLACE = { noun: "Signature", api: "/api/email/signatures", page: "/email/signatures" };

type SignatureEditorProps = {
  connectionId: string;
  kept?: SignatureView;
  /** As whom it is shown. */
  person?: Person | null;
};

/** Makes or changes a signature, with how it reads under the mail of one person. */
export function SignatureEditor({ connectionId, kept, person = null }: SignatureEditorProps) {
  const { version, save } = useSavedVersion(kept, PLACE);
  const [start] = useState<Draft>(() =>
    kept
      ? { name: kept.name, plain: kept.plain, html: kept.html, fields: kept.fields, note: "" }
      : { name: "", plain: "", html: "", fields: {}, note: "" },
  );
  const [shown, setShown] = useState<Shown>(start);
  const onRest = useCallback((draft: Shown) => setShown(draft), []);

  return (
    <div className="grid items-start gap-x-8 gap-y-8 xl:grid-cols-[minmax(0,1fr)_minmax(0,36rem)]">
      <Form<Draft>
        defaultValues={start}
        schema={loadSchema}
        onSubmit={(draft) => save(draft, { first: { connectionId } })}
        label="Signature"
        className="space-y-6"
      >
        <TextField name="name" label="Name" limit={80} help="As it is called in CXone too." />
        <TextareaField name="plain" label="Plain text" rows={8} limit={10_000} help="This, HTML, or both." />
        <HtmlField name="html" label="HTML" optional help="Kept exactly as you write it." />
        <SampleFields
          name="fields"
          of={["plain", "html"]}
          without={OF_PERSON}
          note="The same for everybody. Name, address and team of a person come from CXone."
        />
        {kept && <NoteField version={version} />}
        <Rest onRest={onRest} />
        <FormActions>
          <SubmitButton>{kept ? "Save signature" : "Make signature"}</SubmitButton>
        </FormActions>
      </Form>
      <SignaturePreview {...shown} person={person} people={kept?.people ?? []} />
    </div>
  );
}

/** Tells what stands in the form once nobody has typed for a moment. */
function Rest({ onRest }: { onRest: (draft: Shown) => void }) {
  const [name, plain, html, fields] = useWatch<Draft, ["name", "plain", "html", "fields"]>({
    name: ["name", "plain", "html", "fields"],
  });
  useEffect(() => {
    const timer = setTimeout(() => onRest({ name, plain, html, fields }), 400);
    return () => clearTimeout(timer);
  }, [name, plain, html, fields, onRest]);
  return null;
}
