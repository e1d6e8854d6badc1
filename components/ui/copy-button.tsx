"use client";

import Check from "lucide-react/icons/check";
import Copy from "lucide-react/icons/copy";
import { useEffect, useState } from "react";
import { announce } from "./announce.ts";
import { buttonLook } from "./button-look.ts";
import { cn } from "./cn.ts";
import { copyText } from "./copy-text.ts";

type CopyButtonProps = {
  /** Copied exactly, without added spaces. */
  value: string;
  /** What it is: read as "Copy client id". */
  label: string;
  /** Icon alone, for beside a value. */
  compact?: boolean;
  className?: string;
};

const thanksMs = 2_000;

/** Copies, says "Copied" to the eye and to screen readers, and admits when the browser refused. */
export function CopyButton({ value, label, compact = false, className }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<"copied" | "refused" | null>(null);

  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(null), thanksMs);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async () => {
    const done = await copyText(value);
    setOutcome(done ? "copied" : "refused");
    announce(done ? "Copied" : "The browser did not allow copying. Select the value and copy it by hand.");
  };

  const word = outcome === "copied" ? "Copied" : outcome === "refused" ? "Not allowed" : "Copy";
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={`Copy ${label}`}
      title={compact ? word : undefined}
      className={cn(buttonLook({ variant: "ghost", size: "sm", square: compact }), className)}
    >
      {outcome === "copied" ? <Check aria-hidden className="text-good" /> : <Copy aria-hidden />}
      {!compact && <span className="min-w-10 text-left">{word}</span>}
    </button>
  );
}
