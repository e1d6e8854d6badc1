"use client";

import { useFormContext, useWatch } from "react-hook-form";
import { TextField } from "#components/form/text-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { suggestSkillName } from "#lib/skills/mapping.ts";

/** The name of a skill, with one that CXone takes offered as soon as the typed one has a sign it refuses (M-71). */
export function SkillNameField() {
  const { setValue } = useFormContext();
  const typed = String(useWatch({ name: "skillName" }) ?? "");
  const suggested = suggestSkillName(typed);
  const offer = /[^A-Za-z0-9._:-]/u.test(typed) || typed.length > 30;
  return (
    <div>
      <TextField
        name="skillName"
        label="Skill name"
        limit={30}
        exact
        help="2 to 30 letters, digits, hyphens, underscores, periods or colons."
      />
      {offer && (
        <Button
          size="sm"
          className="mt-2"
          onClick={() => setValue("skillName", suggested, { shouldDirty: true, shouldValidate: true })}
        >
          Use {suggested}
        </Button>
      )}
    </div>
  );
}
