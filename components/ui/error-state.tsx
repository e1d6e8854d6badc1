"use client";

import RotateCw from "lucide-react/icons/rotate-cw";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Callout } from "./callout.tsx";
import { CopyButton } from "./copy-button.tsx";
import { Link } from "./link.tsx";
import { wordsOf } from "./problem-words.ts";
import { useCallsOf } from "./request-log-address.tsx";

/** The parts of a problem document (RFC 9457) that a person needs. */
export type Problem = {
  /** What happened. */
  title: string;
  /** What it means, for the caller or the set-up. */
  detail?: string;
  /** What to do about it. */
  fix?: string;
  requestId?: string;
  /** Page of what stands in the way. */
  href?: string;
  /** Field → what is wrong with it, where no field is marked. */
  fields?: Record<string, string>;
};

type ErrorStateProps = {
  problem: Problem;
  /** Offered where trying again is safe. */
  onRetry?: () => void;
  retrying?: boolean;
  /** More ways on: a link to the request log, "Sign in again". */
  actions?: ReactNode;
  className?: string;
};

/** What happened, what it means, what to do, and the id to quote. Stands in its place; the page round it stays usable. */
export function ErrorState({ problem, onRetry, retrying = false, actions, className }: ErrorStateProps) {
  const { title, fix, requestId, href } = problem;
  const { detail, wrong } = wordsOf(problem);
  const calls = useCallsOf(requestId);
  return (
    <Callout
      kind="bad"
      role="alert"
      title={title}
      className={className}
      actions={
        (onRetry || actions) && (
          <>
            {onRetry && (
              <Button size="sm" onClick={onRetry} loading={retrying}>
                <RotateCw aria-hidden />
                Try again
              </Button>
            )}
            {actions}
          </>
        )
      }
    >
      {detail && <p className="mt-0.5">{detail}</p>}
      {wrong.map((sentence) => (
        <p key={sentence} className="mt-0.5">
          {sentence}
        </p>
      ))}
      {fix && <p className="mt-1">{fix}</p>}
      {href && (
        <p className="mt-1">
          <Link href={href}>Open it</Link>
        </p>
      )}
      {requestId && (
        <p className="mt-1 flex flex-wrap items-center gap-x-1 text-muted text-xs">
          Request id <code className="break-all">{requestId}</code>
          <CopyButton value={requestId} label="request id" compact />
          {calls && <Link href={calls}>Open in the request log</Link>}
        </p>
      )}
    </Callout>
  );
}
