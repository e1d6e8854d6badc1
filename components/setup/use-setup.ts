"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import type { SetupView, StepView } from "#lib/setup/schema.ts";
import { leaveForStep } from "./step-arrival.ts";

/** Two people saved the same step: what this one typed, and a sentence about the other. */
type EditConflict = { stepId: string; input: unknown; theirs: string };

const isEditConflict = (error: unknown): error is ProblemError =>
  error instanceof ProblemError && error.status === 409 && /saved this step/.test(error.detail ?? "");

export type SetupAddress = {
  /** Where the server keeps it, such as /api/handovers/69f9…: the set-up and its steps are below. */
  base: string;
  /** Page of a step. */
  pathOf: (stepId: string) => string;
};

const versionsOf = ({ steps }: SetupView) => new Map(steps.map(({ id, inputVersion }) => [id, inputVersion]));

/** A set-up as the server sees it, and what can be done with it. */
export function useSetup({ base, pathOf }: SetupAddress, initial: SetupView) {
  const client = useQueryClient();
  const router = useRouter();
  const key = queryKeys.setups.one(initial.subject);
  const { data: setup } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => fetchJson<SetupView>(`${base}/setup`, { signal }),
    initialData: initial,
  });
  const [conflict, setConflict] = useState<EditConflict | null>(null);
  const [formsBegun, setFormsBegun] = useState(0);
  // A form is about the version it began with: what a later look brings must not pass for seen.
  const begunWith = useRef(versionsOf(initial));
  /** Looks again, without taking what others saved meanwhile for seen by the form. */
  const reload = () => client.invalidateQueries({ queryKey: key });
  /** The same after a deed of one's own. */
  const refresh = async () => {
    await reload();
    const fresh = client.getQueryData<SetupView>(key);
    if (fresh) begunWith.current = versionsOf(fresh);
  };

  const checks = useMutation({
    mutationFn: (stepId: string) => fetchJson(`${base}/setup/${stepId}/checks`, { method: "POST" }),
    onSettled: reload,
  });

  const goTo = (stepId: string) => {
    leaveForStep();
    router.push(pathOf(stepId));
  };
  const neighbour = (step: StepView, by: 1 | -1) =>
    setup.steps[setup.steps.findIndex(({ id }) => id === step.id) + by];

  /** Keeps what was typed at a step; the server's sentence is thrown for the form to show. */
  const save = async (step: StepView, input: unknown) => {
    try {
      await fetchJson(`${base}/setup/${step.id}`, {
        method: "PUT",
        body: { input, version: begunWith.current.get(step.id) ?? step.inputVersion },
      });
      setConflict(null);
    } catch (error) {
      if (isEditConflict(error)) setConflict({ stepId: step.id, input, theirs: error.detail ?? error.title });
      throw error;
    }
    await refresh();
  };

  /** Saves what the person typed over what somebody else saved meanwhile. */
  const keepMine = async (step: StepView) => {
    const { steps } = await fetchJson<SetupView>(`${base}/setup`);
    const fresh = steps.find(({ id }) => id === step.id);
    if (!fresh || conflict?.stepId !== step.id) return;
    begunWith.current.set(fresh.id, fresh.inputVersion);
    await saveAndContinue(fresh, conflict.input);
  };
  /** Shows what somebody else saved; the form begins anew with it. */
  const takeTheirs = async () => {
    await refresh();
    setConflict(null);
    setFormsBegun((count) => count + 1);
  };
  const saveAndContinue = async (step: StepView, input: unknown) => {
    await save(step, input);
    // Each step is verified as soon as it is filled in; the result waits on its page and on the home of its subject.
    if (step.checks.length > 0) checks.mutate(step.id);
    const next = neighbour(step, 1);
    if (next) goTo(next.id);
  };
  const wait = async (step: StepView, waitingFor: string | null, note: string, remindOn: string) => {
    await fetchJson(`${base}/setup/${step.id}/waiting`, { body: { waitingFor, note, remindOn } });
    await refresh();
  };
  const attest = async (step: StepView, attested: boolean, evidence: string) => {
    await fetchJson(`${base}/setup/${step.id}/attest`, { body: { attested, evidence } });
    await refresh();
  };
  return {
    conflict,
    keepMine,
    takeTheirs,
    /** Changes when the form has to begin anew. */
    formKey: formsBegun,
    setup,
    base,
    pathOf,
    refresh,
    reload,
    goTo,
    neighbour,
    save,
    saveAndContinue,
    wait,
    attest,
    checks,
  };
}

export type Setup = ReturnType<typeof useSetup>;
export type StepProps = { step: StepView; setup: Setup };
