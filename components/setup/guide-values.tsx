"use client";

import type { ReactNode } from "react";
import { buttonLook } from "../ui/button-look.ts";
import { Card } from "../ui/card.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { GeneratedSecret } from "../ui/secret-field.tsx";
import { MenuPath } from "./menu-path.tsx";

export type GuideValue =
  | {
      label: string;
      value: string;
      note?: ReactNode /** False for what is no value to carry. */;
      copy?: boolean;
    }
  /** A secret we made: fetched when asked for, shown once. */
  | { label: string; reveal: () => Promise<string>; onStored?: () => void; note?: ReactNode };

type GuideValuesProps = {
  /** Names the other system. */
  system: string;
  path: readonly string[];
  /** The page itself, if it has an address. */
  openHref?: string;
  values: readonly GuideValue[];
  /** What to press at the end: "Press Save." */
  children?: ReactNode;
};

/** What a person does in another system: where, and which value goes into which field there. */
export function GuideValues({ system, path, openHref, values, children }: GuideValuesProps) {
  return (
    <Card>
      <div className="flex flex-wrap items-center justify-between gap-2 px-3 py-2">
        <MenuPath path={path} />
        {openHref && /^https?:\/\//i.test(openHref) && (
          <a href={openHref} target="_blank" rel="noreferrer" className={buttonLook({ size: "sm" })}>
            Open {system} ↗<span className="sr-only"> (opens a new tab)</span>
          </a>
        )}
      </div>
      <dl className="@container divide-y border-t empty:hidden">
        {values.map((value) => (
          <div
            key={value.label}
            className="grid items-start gap-x-4 px-3 py-1.5 @xl:grid-cols-[10rem_minmax(0,1fr)]"
          >
            <dt className="py-1 text-muted text-sm">{value.label}</dt>
            <dd className="min-w-0">
              {"reveal" in value ? (
                <GeneratedSecret
                  label={value.label}
                  labelHidden
                  reveal={value.reveal}
                  onStored={value.onStored}
                />
              ) : (
                <div className="flex items-start justify-between gap-2">
                  <code className="min-w-0 select-all break-all py-1 text-sm">{value.value}</code>
                  {value.copy !== false && (
                    <CopyButton value={value.value} label={value.label} className="shrink-0" />
                  )}
                </div>
              )}
              {value.note && <p className="pb-1 text-muted text-xs">{value.note}</p>}
            </dd>
          </div>
        ))}
      </dl>
      {children && <div className="border-t px-3 py-2 text-sm">{children}</div>}
    </Card>
  );
}
