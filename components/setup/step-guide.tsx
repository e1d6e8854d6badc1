"use client";

import type { ReactNode } from "react";
import type { StepView } from "#lib/setup/schema.ts";
import { GuideValues } from "./guide-values.tsx";

type StepGuideProps = {
  step: StepView;
  /** Fetches a secret of the guide when it is asked for. */
  reveal?: (label: string) => Promise<string>;
  onStored?: () => void;
  children?: ReactNode;
};

/** Where to go in the other system and what to copy there. */
export function StepGuide({ step, reveal, onStored, children }: StepGuideProps) {
  if (!step.guide) return null;
  const { system, path, link, values } = step.guide;
  return (
    <GuideValues
      system={system}
      path={path}
      {...(link ? { openHref: link } : {})}
      values={values.map(({ label, value, secret, copy, note }) => {
        if (!secret) return { label, value: value ?? "", copy, note };
        return reveal
          ? { label, reveal: () => reveal(label), ...(onStored ? { onStored } : {}) }
          : { label, value: "••••••••", copy: false, note };
      })}
    >
      {children}
    </GuideValues>
  );
}
