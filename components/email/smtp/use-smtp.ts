"use client";

import { useCallback, useRef, useState } from "react";
import { useLiveTopics } from "#components/conversations/use-live-topics.ts";
import type { Problem } from "#components/ui/error-state.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { ListPage } from "#lib/api/schema.ts";
import type { MailView } from "#lib/email/mails/schema.ts";
import type { SmtpView } from "#lib/email/smtp/schema.ts";

const SHOWN = 10;

/** A configuration with its last mails, as they change on the server; and what is done with it. */
export function useSmtp(first: SmtpView, firstMails: readonly MailView[]) {
  const [smtp, setSmtp] = useState(first);
  const [mails, setMails] = useState(firstMails);
  const [busy, setBusy] = useState<string | null>(null);
  const [refused, setRefused] = useState<{ deed: string; problem: Problem } | null>(null);
  const path = `/api/email/smtp/${first.id}`;

  const reload = useCallback(async () => {
    const [next, page] = await Promise.all([
      fetchJson<SmtpView>(path),
      fetchJson<ListPage<MailView>>(`${path}/mails`, { query: { limit: SHOWN } }),
    ]);
    setSmtp(next);
    setMails(page.items);
  }, [path]);
  // Each topic is told once on connecting; the page has just been made.
  const greeted = useRef(new Set<string>());
  useLiveTopics(["smtp", "mails"], (topic) => {
    // What cannot be read now is read with the next change.
    if (greeted.current.has(topic)) reload().catch(() => {});
    else greeted.current.add(topic);
  });

  /** Does something, then shows how things stand. Gives what came of it, or null when it was refused. */
  const run = async <Answer>(name: string, deed: () => Promise<Answer>): Promise<Answer | null> => {
    setBusy(name);
    setRefused(null);
    try {
      const answer = await deed();
      await reload();
      return answer;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setRefused({ deed: name, problem: error });
      return null;
    } finally {
      setBusy(null);
    }
  };
  return { smtp, mails, busy, refused, path, run };
}

export type UseSmtp = ReturnType<typeof useSmtp>;
