"use client";

import { useEffect, useState } from "react";
import { useAnswer } from "#components/form/use-answer.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { VoiceChoice } from "#lib/cxone/voice/state.ts";
import type { VoiceChoices } from "#lib/transfers/voice/schema.ts";

/** What the contact centre lists. */
export type ChoiceKind = "queues" | "skills" | "agents";

const KEPT_MS = 30_000;
const kept = new Map<string, { answer: Promise<VoiceChoices>; until: number }>();

const addressOf = (connectionId: string, kind: ChoiceKind, search: string) =>
  `/api/connections/${connectionId}/voice/${kind}?${new URLSearchParams({ search })}`;

/** Asks the contact centre of a connection, once for all who ask within half a minute. Throws ProblemError. */
const loadChoices = (connectionId: string, kind: ChoiceKind, search: string): Promise<VoiceChoices> =>
  loadKept(addressOf(connectionId, kind, search));

function loadKept(address: string): Promise<VoiceChoices> {
  const known = kept.get(address);
  if (known && known.until > Date.now()) return known.answer;
  const answer = fetchJson<VoiceChoices>(address);
  kept.set(address, { answer, until: Date.now() + KEPT_MS });
  // What failed is asked again by the next one.
  answer.catch(() => kept.delete(address));
  return answer;
}

const KEPT = { ask: loadKept, keepLast: true };

/** The same for a component, with a way to ask again. The last items stay while the next are on their way. */
export function useChoices(connectionId: string, kind: ChoiceKind, search: string) {
  const { answer, problem, loading, again } = useAnswer(addressOf(connectionId, kind, search), KEPT);
  return { items: answer === undefined ? [] : answer.items, problem, loading, retry: again };
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
