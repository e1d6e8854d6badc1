"use client";

import { useRouter } from "next/navigation";
import { useWatch } from "react-hook-form";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { RadioCardsField } from "#components/form/radio-cards-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import type { CreateHandoverForm, CreateHandoverInput, HandoverKind } from "#lib/handover/schema.ts";
import { NameFields } from "./name-fields.tsx";
import { setupPath } from "./setup-path.ts";
import { createHandover } from "./steps/name-step.tsx";

const KINDS = [
  { value: "cxone", label: "CXone", note: "NICE CXone, over Bring Your Own Channel." },
  {
    value: "engage",
    label: "RingCentral Engage",
    note: "RingCentral Engage Digital, over a Source SDK source.",
  },
];

/** What has to be at hand, and what this kind cannot do. */
const NEEDED: Record<HandoverKind, readonly string[]> = {
  cxone: [
    "You need: an Administrator role in CXone, an access key, and a client ID and secret from NICE.",
    "Snapshots, Packages and the Transfer node of Cognigy.AI do not work with this kind of handover.",
  ],
  engage: [
    "You need: an administrator of Engage, an API access token of the agent who handles chats, and a community.",
    "The feature is in beta at Cognigy, from version 4.97 on.",
  ],
};

const loadSchema = () => import("#lib/handover/schema.ts").then((file) => file.createHandoverInput);

/** The first step of a handover, before it exists: with its contact centre and its name it does. */
export function NewHandover() {
  const router = useRouter();
  return (
    <Form<CreateHandoverForm, CreateHandoverInput>
      defaultValues={{ kind: "cxone", name: "", platformIntegrated: false as const }}
      schema={loadSchema}
      onSubmit={async (input) => router.push(setupPath(await createHandover(input), "bot"))}
      label="New handover"
    >
      <RadioCardsField name="kind" label="Contact centre" options={KINDS} columns={2} />
      <Fields />
      <FormActions>
        <SubmitButton>Save and continue</SubmitButton>
      </FormActions>
    </Form>
  );
}

function Fields() {
  const kind = useWatch<CreateHandoverForm, "kind">({ name: "kind" }) ?? "cxone";
  return (
    <>
      <NameFields kind={kind} autoFocus />
      <ul className="grid list-disc gap-1 pl-5 text-muted text-sm">
        {NEEDED[kind].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  );
}
