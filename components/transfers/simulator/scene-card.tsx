"use client";

import { useId } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Select } from "#components/ui/select.tsx";
import { nameOfTarget } from "#lib/transfers/policies/mapping.ts";
import { sceneInWords } from "#lib/transfers/policies/scenario/mapping.ts";
import type { PolicyBody } from "#lib/transfers/schema.ts";
import { usualScene } from "#lib/transfers/simulation/mapping.ts";
import type { ObservedScene, TargetScene } from "#lib/transfers/simulation/schema.ts";
import { AgentsScene } from "./agents-scene.tsx";
import { AttemptsScene } from "./attempts-scene.tsx";

const FAILED = { failed: { code: "upstream_failed", message: "The contact centre does not answer." } };

type SceneCardProps = {
  body: PolicyBody;
  step: number;
  scene: TargetScene;
  onChange: (scene: TargetScene) => void;
};

/** How one target is, and what becomes of a call that is sent there. */
export function SceneCard({ body, step, scene, onChange }: SceneCardProps) {
  const id = useId();
  const route = body.routes[step];
  const name = nameOfTarget(route ?? body.voicemail);
  const { observed } = scene;
  const isQueue = route?.targetType === "QUEUE" || route?.targetType === "SKILL";
  const isAsked = isQueue || route?.targetType === "AGENT";
  // What a replay knew of the moment no longer holds for what is set by hand.
  const see = (next: TargetScene["observed"]) => {
    const { at: _moment, ...rest } = scene;
    onChange({ ...rest, observed: next });
  };
  const usual = () => usualScene(body, step).observed;
  return (
    <Disclosure
      className="border-b px-3 py-2 last:border-b-0"
      summary={
        <span>
          <span className="font-medium text-ink">{route ? name : `Voicemail: ${name}`}</span>
          <span className="text-muted"> · {sceneInWords(scene, route)}</span>
        </span>
      }
    >
      <div className="space-y-3 pb-1">
        {isAsked && (
          <Choice
            label="Look-up"
            value={"failed" in observed ? "fails" : "answers"}
            options={[
              { value: "answers", label: "Answers" },
              { value: "fails", label: "Fails" },
            ]}
            onChoose={(value) => see(value === "fails" ? FAILED : usual())}
          />
        )}
        {isQueue && !("failed" in observed) && (
          <QueueScene observed={observed} usual={usual} onChange={see} />
        )}
        {isAsked && !("failed" in observed) && (
          <AgentsScene
            agents={observed.agents ?? []}
            skill={route?.skillId ? { id: route.skillId, name: route.skillName || route.skillId } : null}
            onChange={(agents) => see({ ...observed, agents })}
          />
        )}
        <AttemptsScene attempts={scene.attempts} onChange={(attempts) => onChange({ ...scene, attempts })} />
        <p className="flex items-center gap-1 text-sm">
          <Checkbox
            id={`${id}-force`}
            checked={scene.forceFailure}
            onChange={(event) => onChange({ ...scene, forceFailure: event.target.checked })}
          />
          <label htmlFor={`${id}-force`}>Force failure: whatever is answered, it fails</label>
        </p>
      </div>
    </Disclosure>
  );
}

type QueueSceneProps = {
  observed: ObservedScene;
  usual: () => TargetScene["observed"];
  onChange: (observed: ObservedScene) => void;
};

function QueueScene({ observed, usual, onChange }: QueueSceneProps) {
  const { queue, campaigns } = observed;
  const usualQueue = () => {
    const one = usual();
    return "failed" in one ? null : one.queue;
  };
  const campaign =
    campaigns === null
      ? "unasked"
      : campaigns.length === 0
        ? "none"
        : campaigns.some((one) => one.active)
          ? "active"
          : "inactive";
  const name = campaigns?.[0] ?? { id: "campaign-1", name: "Campaign" };
  return (
    <div className="grid gap-2 sm:grid-cols-2">
      <Choice
        label="Queue"
        value={queue === null ? "gone" : (queue.status ?? "unsaid")}
        options={[
          { value: "ACTIVE", label: "Active" },
          { value: "INACTIVE", label: "Inactive" },
          { value: "unsaid", label: "Status not told" },
          { value: "gone", label: "Not found" },
        ]}
        onChoose={(value) => {
          const known = queue ?? usualQueue() ?? { id: "queue", name: "", status: null };
          const status = value === "ACTIVE" || value === "INACTIVE" ? value : null;
          onChange({ ...observed, queue: value === "gone" ? null : { ...known, status } });
        }}
      />
      <Choice
        label="Campaign"
        value={campaign}
        options={[
          { value: "active", label: "Active" },
          { value: "inactive", label: "Not active" },
          { value: "none", label: "In none" },
          { value: "unasked", label: "Needs none" },
        ]}
        onChoose={(value) => {
          const next = {
            active: [{ ...name, active: true }],
            inactive: [{ ...name, active: false }],
            none: [],
          };
          onChange({
            ...observed,
            campaigns: value === "unasked" ? null : (next[value as keyof typeof next] ?? []),
          });
        }}
      />
    </div>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChoose: (value: string) => void;
};

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium text-sm">
        {label}
      </label>
      <Select id={id} value={value} options={options} onChange={(event) => onChoose(event.target.value)} />
    </div>
  );
}
