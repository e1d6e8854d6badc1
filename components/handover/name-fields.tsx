"use client";

import { TextField } from "#components/form/text-field.tsx";
import { CheckboxField } from "#components/form/toggle-fields.tsx";

export function NameFields({ autoFocus = false }: { autoFocus?: boolean }) {
  return (
    <>
      <TextField
        name="name"
        label="Name"
        limit={60}
        autoFocus={autoFocus}
        help="Becomes the name of the channel in CXone: what people look for there under Roles and Points of Contact Digital."
      />
      <CheckboxField
        name="platformIntegrated"
        label="My Cognigy.AI is integrated with CXone at platform level"
        help="Usually not. If it is, another provider type is the right one."
      />
    </>
  );
}
