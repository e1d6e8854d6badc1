"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { VoiceChoice } from "#lib/cxone/voice/state.ts";
import type { VoiceChoices } from "#lib/transfers/voice/schema.ts";

/** What the contact centre lists. */
export type ChoiceKind = "queues" | "skills" | "agents";

const KEPT_MS = 30_000;
const kept = new Map<string, { answer: Promise<VoiceChoices>; until: number }>();

/** Asks the contact centre of a connection, once for all who ask within half a minute. Throws ProblemError. */
export function loadChoices(connectionId: string, kind: ChoiceKind, search: string): Promise<VoiceChoices> {
  const key = `${connectionId}/${kind}/${search}`;
  const known = kept.get(key);
  if (known && known.until > Date.now()) return known.answer;
  const answer = fetchJson<VoiceChoices>(`/api/connections/${connectionId}/voice/${kind}`, {
    query: { search },
  });
  kept.set(key, { answer, until: Date.now() + KEPT_MS });
  // What failed is asked again by the next one.
  answer.catch(() => kept.delete(key));
  return answer;
}

type Choices = { items: VoiceChoice[] | null; problem: ProblemError | null; loading: boolean };

/** The same for a component, with a way to ask again. The last items stay while the next are on their way. */
export function useChoices(connectionId: string, kind: ChoiceKind, search: string) {
  const [state, setState] = useState<Choices>({ items: [], problem: null, loading: true });
  const asked = useRef(0);
  const ask = useCallback(async () => {
    asked.current += 1;
    const turn = asked.current;
    setState((before) => ({ ...before, loading: true }));
    const next = await loadChoices(connectionId, kind, search).then(
      ({ items }) => ({ items, problem: null }),
      (error: unknown) => ({ problem: error instanceof ProblemError ? error : null }),
    );
    // A later question has been asked, or nobody listens any more.
    if (turn === asked.current) setState((before) => ({ ...before, ...next, loading: false }));
  }, [connectionId, kind, search]);
  useEffect(() => {
    void ask();
    return () => {
      asked.current += 1;
    };
  }, [ask]);
  return { ...state, retry: () => void ask() };
}

/** What the contact centre says of one id now; undefined until it has answered, null when it knows none or does not answer. */
export function useChoice(connectionId: string, kind: ChoiceKind | null, id: string) {
  const [found, setFound] = useState<{ of: string; choice: VoiceChoice | null }>();
  const key = `${kind}/${id}`;
  useEffect(() => {
    if (!kind || !id) return;
    let left = false;
    findChoice(connectionId, kind, id).then(
      (choice) => left || setFound({ of: key, choice }),
      () => left || setFound({ of: key, choice: null }),
    );
    return () => {
      left = true;
    };
  }, [connectionId, kind, id, key]);
  return found?.of === key ? found.choice : undefined;
}

/** In the list that most are in, else by its id: one question for all targets of a usual policy. */
async function findChoice(connectionId: string, kind: ChoiceKind, id: string): Promise<VoiceChoice | null> {
  const same = (choice: VoiceChoice) => choice.id.toLowerCase() === id.toLowerCase();
  const { items } = await loadChoices(connectionId, kind, "");
  const listed = items?.find(same);
  if (listed || !items) return listed ?? null;
  return (await loadChoices(connectionId, kind, id)).items?.find(same) ?? null;
}
