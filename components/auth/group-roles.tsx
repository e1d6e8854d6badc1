"use client";

import ArrowUp from "lucide-react/icons/arrow-up";
import Trash2 from "lucide-react/icons/trash-2";
import { useFieldArray, useFormContext } from "react-hook-form";
import { FieldError } from "#components/form/field.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useField } from "#components/form/use-field.ts";
import { roleOptions } from "#components/people/role-name.ts";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { SignInSettingsInput } from "#lib/auth/oidc/schema.ts";

/** Which group gives which role, in order. */
export function GroupRoles() {
  const { control } = useFormContext<SignInSettingsInput>();
  const lines = useFieldArray({ control, name: "roleOfGroup" });
  const { id, error } = useField("roleOfGroup", {});
  // Where react-hook-form puts what is wrong with a list as a whole.
  const { error: wholeError } = useField("roleOfGroup.root", {});
  return (
    <Section
      title="Roles from groups"
      note="The first line whose group somebody is in gives their role, at each sign-in. Who is in none of them is refused."
      actions={
        <Button size="sm" onClick={() => lines.append({ group: "", role: "supervisor" })}>
          Add group
        </Button>
      }
    >
      <div className="px-3 empty:hidden">
        <FieldError id={id} error={error ?? wholeError} />
      </div>
      {lines.fields.length === 0 && (
        <p className="p-3 text-muted text-sm">No group yet: nobody gets a role.</p>
      )}
      <ol className="divide-y">
        {lines.fields.map((line, at) => (
          <li key={line.id} className="flex flex-wrap items-end gap-x-3 gap-y-2 p-3">
            <TextField
              name={`roleOfGroup.${at}.group`}
              label={`Group ${at + 1}`}
              exact
              className="flex-1 basis-48"
            />
            <SelectField
              name={`roleOfGroup.${at}.role`}
              label="Role"
              options={roleOptions}
              className="w-36"
            />
            <span className="flex">
              <IconButton
                label={`Move group ${at + 1} up`}
                icon={<ArrowUp aria-hidden />}
                disabled={at === 0}
                onClick={() => lines.move(at, at - 1)}
              />
              <IconButton
                label={`Remove group ${at + 1}`}
                icon={<Trash2 aria-hidden />}
                onClick={() => lines.remove(at)}
              />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
