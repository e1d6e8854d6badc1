"use client";

import { TextField } from "#components/form/text-field.tsx";
import { CheckboxField } from "#components/form/toggle-fields.tsx";
import type { HandoverKind } from "#lib/handover/schema.ts";

const HELP: Record<HandoverKind, string> = {
  cxone:
    "Becomes the name of the channel in CXone: what people look for there under Roles and Points of Contact Digital.",
  engage: "Suggested as the name of the source, the webhook and the folder in Engage.",
};

export function NameFields({ kind, autoFocus = false }: { kind: HandoverKind; autoFocus?: boolean }) {
  return (
    <>
      <TextField name="name" label="Name" limit={60} autoFocus={autoFocus} help={HELP[kind]} />
      {kind === "cxone" && (
        <CheckboxField
          name="platformIntegrated"
          label="My Cognigy.AI is integrated with CXone at platform level"
          help="Usually not. If it is, another provider type is the right one."
        />
      )}
    </>
  );
}
