"use client";

import { useState } from "react";
import { toProblem } from "#components/form/apply-problem.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState, type Problem } from "#components/ui/error-state.tsx";
import { State } from "#components/ui/state.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { LinkAnswer } from "#lib/email/html/links/state.ts";
import type { LinkFound } from "#lib/email/html/schema.ts";

const MOST_CALLED = 50;
const WORDS = { good: "Fine", warning: "Look at it", bad: "Wrong", unknown: "Not known" };

/** The links of a mail with what can be said of each; they are called only when somebody asks. */
export function LinkList({ links, mayCall }: { links: readonly LinkFound[]; mayCall: boolean }) {
  const [answers, setAnswers] = useState<ReadonlyMap<string, LinkAnswer>>(new Map());
  const [calling, setCalling] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const callable = [...new Set(links.filter((link) => link.callable).map(({ href }) => href.trim()))];
  const wrong = links.filter(({ kind }) => kind !== "good").length;

  const call = async () => {
    setCalling(true);
    setProblem(null);
    try {
      const { items } = await fetchJson<{ items: LinkAnswer[] }>("/api/email/links", {
        body: { urls: callable.slice(0, MOST_CALLED) },
      });
      setAnswers(new Map(items.map((answer) => [answer.url, answer])));
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setCalling(false);
    }
  };

  return (
    <section>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="flex flex-wrap items-center gap-3 font-medium text-sm">
          Links{" "}
          <State kind={wrong > 0 ? "warning" : "good"}>
            {links.length === 0
              ? "None"
              : wrong > 0
                ? `${wrong} of ${links.length} to look at`
                : `${links.length}`}
          </State>
        </h3>
        {mayCall && callable.length > 0 && (
          <Button size="sm" loading={calling} onClick={() => void call()}>
            Call{" "}
            {callable.length > MOST_CALLED
              ? `the first ${MOST_CALLED}`
              : callable.length === 1
                ? "it"
                : "them"}
          </Button>
        )}
      </div>
      {problem && <ErrorState problem={problem} className="mt-2" />}
      <ul className="mt-1 divide-y text-sm">
        {links.map((link) => {
          const answer = answers.get(link.href.trim());
          return (
            <li key={link.href} className="py-1.5">
              <div className="flex flex-wrap items-baseline gap-x-3">
                <code className="min-w-0 break-all">{link.href || "(no address)"}</code>
                {link.count > 1 && <span className="text-faint text-xs">{link.count} times</span>}
                {link.kind !== "good" && <State kind={link.kind}>{link.sentence}</State>}
                {answer && <State kind={answer.kind}>{answer.sentence || WORDS[answer.kind]}</State>}
              </div>
              {answer && answer.hops.length > 1 && (
                <p className="break-all text-muted text-xs">
                  {answer.hops.map(({ url, status }) => `${status ?? "no answer"} ${url}`).join(" → ")}
                </p>
              )}
            </li>
          );
        })}
      </ul>
      {answers.size > 0 && (
        <p className="text-muted text-xs">
          Called from this server just now. That a page answers does not prove that it is the right one.
        </p>
      )}
    </section>
  );
}
