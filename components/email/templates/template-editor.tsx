"use client";

import { useCallback, useEffect, useState } from "react";
import { useWatch } from "react-hook-form";
import { HtmlField } from "#components/email/html/html-field.tsx";
import { SampleFields } from "#components/email/html/sample-fields.tsx";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { NoteField } from "#components/versions/note-field.tsx";
import { useSavedVersion } from "#components/versions/use-saved-version.ts";
import type { TemplateView } from "#lib/email/templates/schema.ts";
import { TemplateSide } from "./template-side.tsx";

type Draft = { name: string; html: string; sample: Record<string, string>; note: string };

const loadSchema = () => import("#lib/email/templates/schema.ts").then((file) => file.templateForm);

const PLACE = { noun: "Template", api: "/api/email/templates", page: "/email/templates" };

type TemplateEditorProps = {
  connectionId: string;
  kept?: TemplateView;
  /** What a new one begins as. */
  model?: Pick<TemplateView, "name" | "html" | "sample"> | undefined;
};

/** Makes or changes a template, with the mail beside it as its reader sees it. */
export function TemplateEditor({ connectionId, kept, model }: TemplateEditorProps) {
  const { version, save } = useSavedVersion(kept, PLACE);
  const [start] = useState(() => startOf(kept, model));
  const [shown, setShown] = useState<Pick<Draft, "html" | "sample">>(start);
  const onRest = useCallback((draft: Pick<Draft, "html" | "sample">) => setShown(draft), []);

  return (
    <div className="grid items-start gap-x-8 gap-y-8 xl:grid-cols-2 2xl:grid-cols-[minmax(0,1fr)_minmax(0,42rem)]">
      <Form<Draft>
        defaultValues={start}
        schema={loadSchema}
        onSubmit={(draft) => save(draft, { first: { connectionId } })}
        label="Template"
        className="space-y-6"
      >
        <TextField name="name" label="Name" limit={80} help="As it is called in CXone too." />
        <HtmlField
          name="html"
          label="HTML"
          help="Kept exactly as you write it; the preview leaves out what mail programs do not run."
        />
        <SampleFields
          name="sample"
          of={["html"]}
          note="For previews and test mails. In CXone the variables stay as they are written."
        />
        {kept && <NoteField version={version} />}
        <Rest onRest={onRest} />
        <FormActions>
          <SubmitButton>{kept ? "Save template" : "Make template"}</SubmitButton>
        </FormActions>
      </Form>
      <TemplateSide html={shown.html} sample={shown.sample} channels={kept?.channels ?? []} mayCall />
    </div>
  );
}

/** Tells what stands in the form once nobody has typed for a moment. */
function Rest({ onRest }: { onRest: (draft: Pick<Draft, "html" | "sample">) => void }) {
  const [html, sample] = useWatch<Draft, ["html", "sample"]>({ name: ["html", "sample"] });
  useEffect(() => {
    const timer = setTimeout(() => onRest({ html, sample }), 400);
    return () => clearTimeout(timer);
  }, [html, sample, onRest]);
  return null;
}

const EXAMPLE = `<table role="presentation" width="100%" cellpadding="0" cellspacing="0">
  <tr>
    <td style="padding:16px;font-family:Arial,sans-serif;font-size:14px;line-height:1.5">
      <p>Dear {{customer.firstName}},</p>
      <p>{{message.body}}</p>
      <p>{{agent.name}}<br>{{brand.name}}</p>
    </td>
  </tr>
</table>
`;

function startOf(kept: TemplateView | undefined, model: TemplateEditorProps["model"]): Draft {
  if (kept) return { name: kept.name, html: kept.html, sample: kept.sample, note: "" };
  if (model) return { ...model, name: `Copy of ${model.name}`.slice(0, 80), note: "" };
  return { name: "", html: EXAMPLE, sample: {}, note: "" };
}
