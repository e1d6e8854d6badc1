"use client";

import { useId, useState } from "react";
import { AgentPicker } from "#components/agents/agent-picker.tsx";
import { useAttempt } from "#components/setup/use-attempt.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Select } from "#components/ui/select.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { AssignResult, EmailRole } from "#lib/email/permissions/schema.ts";

type GiveRoleProps = {
  connectionId: string;
  roles: readonly EmailRole[];
  onClose: () => void;
  onGiven: () => void;
};

type Chosen = { id: number; label: string };

/** Gives people a role; who has another one is named, and moves only when that is said. */
export function GiveRole({ connectionId, roles, onClose, onGiven }: GiveRoleProps) {
  const selectId = useId();
  const [roleId, setRoleId] = useState(
    roles.find(({ digital }) => digital)?.roleId ?? roles[0]?.roleId ?? "",
  );
  const [people, setPeople] = useState<readonly Chosen[]>([]);
  const [results, setResults] = useState<readonly AssignResult[] | null>(null);
  const { busy, problem, run } = useAttempt();
  const give = (agentIds: number[], move: boolean) =>
    run("give", async () => {
      const answer = await fetchJson<{ results: AssignResult[] }>(
        `/api/email/permissions/${connectionId}/members`,
        {
          body: { roleId, agentIds, move },
        },
      );
      const others = (results ?? []).filter(({ agentId }) => !agentIds.includes(agentId));
      setResults([...others, ...answer.results]);
      onGiven();
    });
  const blocked = results?.filter(({ outcome }) => outcome === "has_another") ?? [];
  const name = roles.find((role) => role.roleId === roleId)?.name ?? "";
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title="Give a digital role" wide>
      <div className="space-y-4">
        {results ? (
          <Results results={results} role={name} />
        ) : (
          <>
            <div>
              <label htmlFor={selectId} className="mb-1 block font-medium text-sm">
                Role
              </label>
              <Select
                id={selectId}
                value={roleId}
                options={roles.map((role) => ({
                  value: role.roleId,
                  label: role.digital === false ? `${role.name} (not a digital role)` : role.name,
                }))}
                onChange={({ target }) => setRoleId(target.value)}
              />
            </div>
            <AgentPicker
              connectionId={connectionId}
              digital
              chosen={people}
              onChoose={({ id, label }, chosen) =>
                setPeople((before) => [
                  ...before.filter((one) => one.id !== id),
                  ...(chosen ? [{ id, label }] : []),
                ])
              }
            />
          </>
        )}
        {problem && <ErrorState problem={problem} />}
        {blocked.length > 0 && (
          <Callout
            kind="warning"
            title={
              blocked.length === 1
                ? "One person has another role"
                : `${blocked.length} people have another role`
            }
            actions={
              <Button
                loading={busy !== null}
                onClick={() =>
                  void give(
                    blocked.map(({ agentId }) => agentId),
                    true,
                  )
                }
              >
                Move {blocked.length === 1 ? "this person" : `these ${blocked.length}`} to {name}
              </Button>
            }
          >
            They keep it unless you move them, and lose it then: a person has exactly one digital role.
          </Callout>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{results ? "Close" : "Cancel"}</Button>
          {!results && (
            <Button
              variant="primary"
              loading={busy !== null}
              disabled={people.length === 0 || !roleId}
              onClick={() =>
                void give(
                  people.map(({ id }) => id),
                  false,
                )
              }
            >
              Give {name} to {people.length === 1 ? "1 person" : `${people.length} people`}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

function Results({ results, role }: { results: readonly AssignResult[]; role: string }) {
  return (
    <ul aria-label="What became of each" className="divide-y rounded-md border text-sm">
      {results.map((result) => (
        <li key={result.agentId} className="px-3 py-2">
          <span className="font-medium">{result.name}</span>{" "}
          <span className="text-muted">{inWords(result, role)}</span>
        </li>
      ))}
    </ul>
  );
}

function inWords({ outcome, from }: AssignResult, role: string): string {
  switch (outcome) {
    case "assigned":
      return `has ${role} now`;
    case "moved":
      return `${from} → ${role}`;
    case "unchanged":
      return `had ${role} already`;
    case "has_another":
      return `keeps ${from}`;
    case "not_found":
      return "is no longer in CXone";
  }
}
