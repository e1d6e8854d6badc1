"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Select } from "#components/ui/select.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { Level, RoleRow } from "#lib/roles/schema.ts";

const options: { value: Level; label: string }[] = [
  { value: "none", label: "Not set" },
  { value: "minimum", label: "Minimum set" },
  { value: "all", label: "All set" },
];

type RoleLevelProps = { connectionId: string; channelId: string; role: RoleRow };

/** What somebody set in CXone for this role, said here so that the next one knows. */
export function RoleLevel({ connectionId, channelId, role }: RoleLevelProps) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const before = role.channel.level;
  const save = async (level: Level) => {
    setSaving(true);
    setProblem(null);
    try {
      await fetchJson(`/api/connections/${connectionId}/roles`, {
        method: "PUT",
        body: { channelId, roleId: role.roleId, roleName: role.name, level, before },
      });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setProblem([error.title, error.detail].filter(Boolean).join(": "));
    } finally {
      setSaving(false);
    }
    router.refresh();
  };
  return (
    <>
      <Select
        aria-label={`Permissions of ${role.name}`}
        className="w-36 max-sm:w-28"
        value={before}
        disabled={saving}
        options={options}
        onChange={({ target }) => void save(target.value as Level)}
      />
      {problem && (
        <span role="alert" className="mt-1 block text-bad text-xs">
          {problem}
        </span>
      )}
    </>
  );
}
