"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Section } from "#components/ui/card.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { PersonView } from "#lib/people/schema.ts";

const WHOLE = ["admin", "auditor"];

/** Whether this person sees the numbers of callers whole. */
export function NumbersGrant({ person, mayChange }: { person: PersonView; mayChange: boolean }) {
  const router = useRouter();
  const [working, setWorking] = useState(false);
  const { id, name, role, seesNumbers } = person;
  if (WHOLE.includes(role)) {
    return (
      <Section title="Numbers of callers">
        <p className="p-3 text-muted text-sm">Whole, by the role.</p>
      </Section>
    );
  }
  const grant = async (wanted: boolean) => {
    setWorking(true);
    try {
      await fetchJson(`/api/users/${id}/numbers`, { method: "PUT", body: { seesNumbers: wanted } });
      toast({
        kind: "good",
        title: wanted ? `${name} sees whole numbers` : `Numbers are masked for ${name}`,
      });
      router.refresh();
    } catch (error) {
      toast({ kind: "bad", title: error instanceof ProblemError ? error.title : "That did not work" });
    } finally {
      setWorking(false);
    }
  };
  return (
    <Section title="Numbers of callers">
      <div className="space-y-2 p-3">
        {mayChange ? (
          <label htmlFor="sees-numbers" className="flex items-center gap-2 text-sm">
            <Switch
              id="sees-numbers"
              checked={seesNumbers}
              disabled={working}
              onChange={({ target }) => void grant(target.checked)}
            />
            Sees whole numbers
          </label>
        ) : (
          <p className="text-sm">{seesNumbers ? "Whole: an admin granted it." : "Masked, by the role."}</p>
        )}
        <p className="text-muted text-sm">
          Otherwise masked like +49 30 ••• 4711, in the log, in exports and in the API. Counts at once.
        </p>
      </div>
    </Section>
  );
}
