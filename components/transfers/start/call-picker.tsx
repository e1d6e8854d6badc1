"use client";

import { useCallback, useEffect, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { toProblem } from "#components/form/apply-problem.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { LiveCall } from "#lib/cxone/voice/state.ts";

type Calls = { items: LiveCall[] | null };

/** The calls that the contact centre has now; choosing one fills its id and its caller. Where it has no list, ids are typed. */
export function CallPicker({ connectionId }: { connectionId: string }) {
  const [calls, setCalls] = useState<LiveCall[] | null | undefined>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [loading, setLoading] = useState(false);
  const load = useCallback(async () => {
    setLoading(true);
    try {
      const { items } = await fetchJson<Calls>(`/api/connections/${connectionId}/voice/calls`);
      setCalls(items);
      setProblem(null);
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setLoading(false);
    }
  }, [connectionId]);
  useEffect(() => void load(), [load]);

  if (problem) return <ErrorState problem={problem} onRetry={() => void load()} retrying={loading} />;
  if (calls === undefined) return <Skeleton className="h-24" />;
  if (calls === null)
    return (
      <p className="text-muted text-sm">
        This contact centre gives no list of calls: type the id of the call.
      </p>
    );
  return (
    <fieldset className="grid gap-2">
      <div className="flex items-center justify-between gap-2">
        <legend className="font-medium text-sm">Call</legend>
        <Button size="sm" loading={loading} onClick={() => void load()}>
          Look again
        </Button>
      </div>
      {calls.length === 0 ? (
        <p className="text-muted text-sm">No call is there at the moment.</p>
      ) : (
        <div className="max-h-64 divide-y overflow-y-auto rounded-md border border-line-strong bg-surface">
          {calls.map((call) => (
            <Choice key={call.callId} call={call} />
          ))}
        </div>
      )}
    </fieldset>
  );
}

function Choice({ call }: { call: LiveCall }) {
  const { setValue } = useFormContext();
  const chosen = useWatch({ name: "callId" });
  const { callId, from, queue, agent, state, startedAt } = call;
  return (
    <label className="flex items-start gap-2 px-3 py-2 text-sm hover:bg-hover">
      <input
        type="radio"
        name="call"
        className="mt-0.5 size-4 shrink-0 accent-accent-solid"
        checked={chosen === callId}
        onChange={() => {
          setValue("callId", callId, { shouldDirty: true, shouldValidate: true });
          // Who may not see the number leaves it to the server to find it.
          setValue("caller", from?.includes("•") ? "" : (from ?? ""), { shouldDirty: true });
        }}
      />
      <span className="min-w-0">
        <span className="block tabular-nums">
          {from ?? callId} <span className="text-muted text-xs">{state}</span>
        </span>
        <span className="block text-muted text-xs">
          {[queue, agent && `with ${agent.name ?? agent.id}`, from && callId].filter(Boolean).join(" · ")}
          {startedAt && (
            <>
              {" · "}
              <Time at={startedAt} />
            </>
          )}
        </span>
      </span>
    </label>
  );
}
