"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import type { SetupView, StepView } from "#lib/setup/schema.ts";
import { setupPath } from "./setup-path.ts";

/** The set-up of a handover as the server sees it, and what can be done with it. */
export function useSetup(handoverId: string, initial: SetupView) {
  const client = useQueryClient();
  const router = useRouter();
  const key = queryKeys.setups.one(handoverId);
  const base = `/api/handovers/${handoverId}`;
  const { data: setup } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => fetchJson<SetupView>(`${base}/setup`, { signal }),
    initialData: initial,
  });
  const refresh = () => client.invalidateQueries({ queryKey: key });

  const checks = useMutation({
    mutationFn: (stepId: string) => fetchJson(`${base}/setup/${stepId}/checks`, { method: "POST" }),
    onSettled: refresh,
  });

  const goTo = (stepId: string) => router.push(setupPath(handoverId, stepId));
  const neighbour = (step: StepView, by: 1 | -1) =>
    setup.steps[setup.steps.findIndex(({ id }) => id === step.id) + by];

  /** Keeps what was typed at a step; the server's sentence is thrown for the form to show. */
  const save = async (step: StepView, input: unknown) => {
    await fetchJson(`${base}/setup/${step.id}`, {
      method: "PUT",
      body: { input, version: step.inputVersion },
    });
    await refresh();
  };
  const saveAndContinue = async (step: StepView, input: unknown) => {
    await save(step, input);
    // Each step is verified as soon as it is filled in; the result waits on its page and on the handover's home.
    if (step.checks.length > 0) checks.mutate(step.id);
    const next = neighbour(step, 1);
    if (next) goTo(next.id);
  };
  const wait = async (step: StepView, waitingFor: string | null, note: string) => {
    await fetchJson(`${base}/setup/${step.id}/waiting`, { body: { waitingFor, note } });
    await refresh();
  };
  const attest = async (step: StepView, attested: boolean, evidence: string) => {
    await fetchJson(`${base}/setup/${step.id}/attest`, { body: { attested, evidence } });
    await refresh();
  };
  return { handoverId, setup, base, refresh, goTo, neighbour, save, saveAndContinue, wait, attest, checks };
}

export type Setup = ReturnType<typeof useSetup>;
export type StepBodyProps = { step: StepView; setup: Setup };
