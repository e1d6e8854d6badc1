import type { ReactNode } from "react";
import { PhonePanel } from "./phone-panel.tsx";
import type { SetupStep } from "./setup-step.ts";
import { StepList } from "./step-list.tsx";
import { StepTitle } from "./step-title.tsx";

type SetupLayoutProps = {
  /** A deed: "New handover". */
  title: string;
  steps: readonly SetupStep[];
  currentId: string;
  /** "Draft saved 10:41". */
  saved?: ReactNode;
  /** At the right of the step's title: who does it, and how long it takes. */
  effort?: ReactNode;
  /** A `StepDocs`. */
  docs?: ReactNode;
  /** Leads out: "Leave and finish later". */
  exit?: ReactNode;
  children: ReactNode;
};

/** One page for every set-up: steps at the left, the step in the middle, its docs at the right; on a phone both in sheets. */
export function SetupLayout({
  title,
  steps,
  currentId,
  saved,
  effort,
  docs,
  exit,
  children,
}: SetupLayoutProps) {
  const at = steps.findIndex((step) => step.id === currentId);
  const step = steps[at];
  const list = <StepList steps={steps} currentId={currentId} />;
  return (
    <div>
      <header className="mb-6 flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b pb-3">
        <p className="font-medium text-lg">{title}</p>
        <div className="flex items-center gap-3 text-muted text-sm">
          {saved && <span role="status">{saved}</span>}
          {exit}
        </div>
      </header>
      <div className="grid gap-6 lg:grid-cols-[184px_minmax(0,1fr)] xl:grid-cols-[184px_minmax(0,1fr)_240px]">
        <nav aria-label="Steps" className="max-lg:hidden">
          {list}
        </nav>
        <div className="flex gap-2 lg:hidden">
          <PhonePanel label={`Step ${at + 1} of ${steps.length}`} title={title} side="left">
            {list}
          </PhonePanel>
          {docs && (
            <PhonePanel label="About this step" title="About this step" side="right">
              {docs}
            </PhonePanel>
          )}
        </div>
        <div className="min-w-0">
          <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
            <StepTitle id={currentId} title={step?.title} />
            <div className="flex items-center gap-3">
              {effort && <p className="text-muted text-sm">{effort}</p>}
              {docs && (
                <span className="hidden lg:inline xl:hidden">
                  <PhonePanel label="About this step" title="About this step" side="right">
                    {docs}
                  </PhonePanel>
                </span>
              )}
            </div>
          </div>
          {children}
        </div>
        {docs && (
          <aside aria-label="About this step" className="max-xl:hidden">
            <div className="sticky top-6 border-l pl-5">{docs}</div>
          </aside>
        )}
      </div>
    </div>
  );
}
