"use client";

import Eye from "lucide-react/icons/eye";
import KeyRound from "lucide-react/icons/key-round";
import { useState } from "react";
import { announce } from "./announce.ts";
import { Button } from "./button.tsx";
import { cn } from "./cn.ts";
import { CopyButton } from "./copy-button.tsx";
import { ErrorState, type Problem } from "./error-state.tsx";
import { Time } from "./time.tsx";
import { useNow } from "./use-now.ts";

/** What may be known of a stored secret. */
export type StoredSecret = {
  /** Its last four characters. */
  endsWith?: string;
  /** ISO 8601. */
  setAt: string;
  expiresAt?: string;
};

type SecretFieldProps = {
  label: string;
  secret: StoredSecret;
  onReplace?: () => void;
  className?: string;
};

const dayMs = 86_400_000;

/** A secret that is kept: "Set · ends 4f2a · 41 days old", and a way to replace it. The value never travels back. */
export function SecretField({ label, secret, onReplace, className }: SecretFieldProps) {
  const now = useNow();
  const days = Math.floor((now - Date.parse(secret.setAt)) / dayMs);
  const age = days < 1 ? "set today" : days === 1 ? "1 day old" : `${days} days old`;
  return (
    <div className={cn("min-w-0", className)}>
      <div className="mb-1 font-medium text-sm">{label}</div>
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-2 rounded-md border bg-sunken py-0.5 pr-0.5 pl-2 text-sm">
        <span className="flex flex-wrap items-center gap-x-1.5 text-muted">
          <KeyRound aria-hidden className="size-4 text-faint" />
          <span className="text-ink">Set</span>
          {secret.endsWith && (
            <span>
              · ends <code>{secret.endsWith}</code>
            </span>
          )}
          <span suppressHydrationWarning>· {age}</span>
          {secret.expiresAt && (
            <span>
              · expires <Time at={secret.expiresAt} as="day" />
            </span>
          )}
        </span>
        {onReplace && (
          <Button size="sm" variant="ghost" onClick={onReplace}>
            Replace<span className="sr-only"> {label}</span>
          </Button>
        )}
      </div>
    </div>
  );
}

type GeneratedSecretProps = {
  label: string;
  /** Where a table row names it already. */
  labelHidden?: boolean;
  /** Fetches the value; the server gives it out once. */
  reveal: () => Promise<string>;
  /** Called when the person says it is stored; the value is forgotten here. */
  onStored?: () => void;
  toProblem?: (error: unknown) => Problem;
  className?: string;
};

const refused: Problem = {
  title: "The secret could not be shown",
  detail: "It may have been shown before: it can be seen only once.",
  fix: "Make a new one if nobody has stored it.",
};

/** A secret we made: shown once on request, copied, then never again. */
export function GeneratedSecret({
  label,
  labelHidden = false,
  reveal,
  onStored,
  toProblem,
  className,
}: GeneratedSecretProps) {
  const [value, setValue] = useState<string | null>(null);
  const [phase, setPhase] = useState<"hidden" | "loading" | "shown" | "stored">("hidden");
  const [problem, setProblem] = useState<Problem | null>(null);

  const show = async () => {
    setPhase("loading");
    setProblem(null);
    try {
      setValue(await reveal());
      setPhase("shown");
      announce(`${label} is shown`);
    } catch (error) {
      setProblem(toProblem?.(error) ?? refused);
      setPhase("hidden");
    }
  };
  const forget = () => {
    setValue(null);
    setPhase("stored");
    onStored?.();
  };

  return (
    <div className={cn("min-w-0", className)}>
      <div className={labelHidden ? "sr-only" : "mb-1 font-medium text-sm"}>{label}</div>
      <div className="flex min-h-8 flex-wrap items-start justify-between gap-1 rounded-md border bg-sunken py-0.5 pr-0.5 pl-2">
        {value === null ? (
          <>
            <span className="py-1 text-muted text-sm">
              {phase === "stored" ? "Stored by you, not shown again" : "•••••••• made for you"}
            </span>
            {phase !== "stored" && (
              <Button size="sm" variant="ghost" onClick={show} loading={phase === "loading"}>
                <Eye aria-hidden />
                Reveal once
              </Button>
            )}
          </>
        ) : (
          <>
            <code className="min-w-0 select-all break-all py-1 text-sm">{value}</code>
            <span className="flex">
              <CopyButton value={value} label={label} />
              <Button size="sm" variant="ghost" onClick={forget}>
                I stored it
              </Button>
            </span>
          </>
        )}
      </div>
      {phase === "shown" && (
        <p className="mt-1 text-warning text-xs">It is shown only now. Copy it before you leave.</p>
      )}
      {problem && <ErrorState problem={problem} className="mt-2" />}
    </div>
  );
}
