"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { Time } from "#components/ui/time.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { SessionView } from "#lib/people/schema.ts";

type SessionListProps = {
  sessions: readonly SessionView[];
  /** The route that ends all of them (of oneself: all but this one), and what its button says. */
  endAll?: { path: string; label: string };
  mayEnd?: boolean;
};

/** The browsers in which somebody is signed in, with a way to end each. */
export function SessionList({ sessions, endAll, mayEnd = true }: SessionListProps) {
  const router = useRouter();
  const [working, setWorking] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const end = async (path: string, done: string) => {
    setWorking(path);
    setProblem(null);
    try {
      await fetchJson(path, { method: "DELETE" });
      toast({ kind: "good", title: done });
      router.refresh();
    } catch (error) {
      setProblem(error as Error & Problem);
    } finally {
      setWorking(null);
    }
  };
  const others = sessions.filter((session) => !session.current);
  return (
    <Section
      title="Sessions"
      note="A session ends after 4 hours without use, and 12 hours after the sign-in at the latest."
      actions={
        mayEnd &&
        endAll &&
        others.length > 0 && (
          <Button
            size="sm"
            loading={working === endAll.path}
            onClick={() => void end(endAll.path, "The sessions have ended")}
          >
            {endAll.label}
          </Button>
        )
      }
    >
      {problem && <ErrorState problem={problem} className="m-3" />}
      {sessions.length === 0 && <p className="p-3 text-muted text-sm">Signed in nowhere.</p>}
      <ul className="divide-y">
        {sessions.map((session) => {
          const path = `/api/sessions/${session.id}`;
          return (
            <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2 text-sm">
              <div className="min-w-0 flex-1 basis-56">
                <p className="flex flex-wrap items-center gap-2 font-medium">
                  {session.browser ?? "Unknown browser"}
                  {session.current && <Badge tone="accent">This one</Badge>}
                </p>
                <p className="text-muted">
                  {session.ip && <span className="font-mono">{session.ip}</span>}
                  {session.ip && " · "}signed in <Time at={session.createdAt} />
                  {session.method === "oidc" && " through the identity provider"} · seen{" "}
                  <Time at={session.lastSeenAt} />
                </p>
              </div>
              {mayEnd && !session.current && (
                <Button
                  size="sm"
                  variant="ghost"
                  loading={working === path}
                  onClick={() => void end(path, "The session has ended")}
                >
                  End<span className="sr-only"> {session.browser ?? "this session"}</span>
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
