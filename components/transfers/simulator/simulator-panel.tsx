"use client";

import { useEffect, useMemo, useState } from "react";
import { useAttempt } from "#components/setup/use-attempt.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/card.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { Dialect } from "#lib/cxone/voice/state.ts";
import type { CaseView } from "#lib/transfers/policies/cases/schema.ts";
import { judgeCase } from "#lib/transfers/policies/cases/state.ts";
import type { PolicyDraft } from "#lib/transfers/policies/draft/mapping.ts";
import { lintPolicy } from "#lib/transfers/policies/lint/state.ts";
import { fillScenario, withObserved } from "#lib/transfers/policies/scenario/mapping.ts";
import type { FailingCase, Observed, Replay } from "#lib/transfers/policies/schema.ts";
import type { PolicyBody } from "#lib/transfers/schema.ts";
import { usualScenario } from "#lib/transfers/simulation/mapping.ts";
import { scenarioOf } from "#lib/transfers/simulation/replay/mapping.ts";
import type { Scenario } from "#lib/transfers/simulation/schema.ts";
import { simulate } from "#lib/transfers/simulation/state.ts";
import { CaseList } from "./case-list.tsx";
import { KeepCase } from "./keep-case.tsx";
import { ReplayNote } from "./replay-note.tsx";
import { Result } from "./result.tsx";
import { ScenarioFields } from "./scenario-fields.tsx";
import { useTypedBody } from "./use-typed-body.ts";

export type SimulatorProps = {
  /** Null before a policy is made and after it is gone: then nothing can be kept, and no tenant looked at. */
  policyId: string | null;
  dialect: Dialect;
  draft: PolicyDraft["body"];
  cases: readonly CaseView[];
  mayWrite: boolean;
  replay?: Replay | undefined;
  /** Which cases fail under what is typed. */
  onFailing?: ((failing: FailingCase[]) => void) | undefined;
};

/** Tries what is typed with a situation: the same decisions as of real transfers, and no call is made. */
export default function SimulatorPanel(props: SimulatorProps) {
  const { dialect, draft, policyId, replay } = props;
  const isOfThen = replay !== undefined && policyId === null;
  const { body, problem } = useTypedBody(dialect, draft);
  return (
    <Section
      kind="plain"
      title="Simulator"
      note={`Decides as real transfers do, by ${isOfThen ? "the policy of then" : "what is typed"}. No call is made.`}
      className="xl:sticky xl:top-4 xl:-m-1 xl:max-h-[calc(100dvh-2rem)] xl:overflow-y-auto xl:p-1"
    >
      {problem && (
        <Callout kind="warning" className="mb-3" title="What is typed is no whole policy yet">
          {problem}
          {body && " The path below is of what was typed before."}
        </Callout>
      )}
      {body && <Warnings body={body} />}
      {body && <Panel {...props} body={body} />}
    </Section>
  );
}

function Panel({
  policyId,
  dialect,
  body,
  cases: kept,
  mayWrite,
  replay,
  onFailing,
}: SimulatorProps & { body: PolicyBody }) {
  const [scenario, setScenario] = useState<Scenario>(() =>
    replay
      ? scenarioOf(dialect, replay.timeline, replay.policy.body, replay.callId)
      : usualScenario(body, new Date().toISOString()),
  );
  const [cases, setCases] = useState<readonly CaseView[]>(kept);
  const [opened, setOpened] = useState<CaseView | null>(null);
  const [tab, setTab] = useState("try");
  const filled = useMemo(() => fillScenario(body, scenario), [body, scenario]);
  const simulation = useMemo(() => simulate(dialect, body, filled), [dialect, body, filled]);
  const judged = useMemo(
    () => cases.map((one): CaseView => ({ ...one, verdict: judgeCase(dialect, body, one) })),
    [dialect, body, cases],
  );
  useEffect(() => {
    onFailing?.(judged.flatMap(({ name, verdict }) => (verdict.passed ? [] : [{ name, why: verdict.why }])));
  }, [judged, onFailing]);
  const failing = judged.filter(({ verdict }) => !verdict.passed).length;

  const trial = (
    <div className="space-y-4">
      {replay && <ReplayNote dialect={dialect} replay={replay} typed={policyId ? body : null} />}
      {policyId && (
        <TakeFromTenant
          policyId={policyId}
          body={body}
          onObserved={(observed) => setScenario(withObserved(body, scenario, observed))}
        />
      )}
      <ScenarioFields body={body} scenario={filled} onChange={setScenario} />
      <Result body={body} simulation={simulation} />
      {policyId && mayWrite && simulation.ok && (
        <KeepCase
          policyId={policyId}
          scenario={filled}
          simulation={simulation}
          opened={opened}
          onKept={(one) => {
            setCases([...cases.filter(({ id }) => id !== one.id), one]);
            setOpened(one);
          }}
        />
      )}
    </div>
  );
  if (!policyId) return trial;
  return (
    <Tabs
      label="Simulator"
      value={tab}
      onValueChange={setTab}
      tabs={[
        { value: "try", label: "Try", content: trial },
        {
          value: "cases",
          label: failing > 0 ? `Cases (${failing} of ${judged.length} fail)` : `Cases (${judged.length})`,
          content: (
            <CaseList
              policyId={policyId}
              body={body}
              cases={judged}
              mayWrite={mayWrite}
              onChanged={setCases}
              onOpen={(one) => {
                setScenario(one.scenario);
                setOpened(one);
                setTab("try");
              }}
            />
          ),
        },
      ]}
    />
  );
}

/** What is allowed and seldom meant. It keeps nobody from saving. */
function Warnings({ body }: { body: PolicyBody }) {
  const warnings = lintPolicy(body);
  if (warnings.length === 0) return null;
  return (
    <Callout kind="warning" role="status" className="mb-3" title="Worth a second look">
      <ul className="mt-1 list-disc space-y-0.5 pl-5">
        {warnings.map(({ step, text }) => (
          <li key={`${step} ${text}`}>{text}</li>
        ))}
      </ul>
    </Callout>
  );
}

type TakeFromTenantProps = {
  policyId: string;
  body: PolicyBody;
  onObserved: (observed: Observed) => void;
};

/** Sets the situation as the contact centre is now. It is only read. */
function TakeFromTenant({ policyId, body, onObserved }: TakeFromTenantProps) {
  const { busy, problem, run } = useAttempt();
  const take = () =>
    run("take", async () =>
      onObserved(await fetchJson<Observed>(`/api/transfer-policies/${policyId}/observe`, { body: { body } })),
    );
  return (
    <div>
      <Button size="sm" loading={busy !== null} onClick={() => void take()}>
        Take from the live tenant
      </Button>
      <span className="ml-2 text-muted text-xs">Only reads.</span>
      {problem && <ErrorState problem={problem} className="mt-2" />}
    </div>
  );
}
