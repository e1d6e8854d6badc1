"use client";

import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import Trash2 from "lucide-react/icons/trash-2";
import { useId } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { NumberField } from "#components/form/number-field.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { Dialect, TargetType } from "#lib/cxone/voice/state.ts";
import type { PolicyDraft } from "#lib/transfers/policies/draft/mapping.ts";
import { HoursField } from "./hours-field.tsx";
import { NumberFacts } from "./number-facts.tsx";
import { TargetField } from "./target-field.tsx";

const HOW = {
  v2: [
    { value: "BLIND", label: "Blind: handed over at once" },
    { value: "CONSULT", label: "Consult: the other side answers first" },
  ],
  // Through agent sessions the agent keeps the caller on hold until the other side answers, so that nobody is lost.
  acd: [
    { value: "BLIND", label: "Blind: joined when answered" },
    { value: "CONSULT", label: "Consult: rings as a consultation" },
  ],
};
const TARGETS: Record<TargetType, string> = {
  QUEUE: "Queue",
  SKILL: "Skill",
  AGENT: "Agent",
  EXTENSION: "Extension",
  NUMBER: "Phone number",
};
const options = (types: readonly TargetType[]) => types.map((value) => ({ value, label: TARGETS[value] }));
const TARGET_OPTIONS = {
  v2: options(["QUEUE", "SKILL", "EXTENSION", "NUMBER"]),
  acd: options(["QUEUE", "SKILL", "AGENT", "EXTENSION", "NUMBER"]),
};
/** The same, but for agents: voicemail is no person. */
export const VOICEMAIL_OPTIONS = options(["EXTENSION", "QUEUE", "SKILL", "NUMBER"]);

type RouteCardProps = {
  connectionId: string;
  dialect: Dialect;
  at: number;
  count: number;
  onMove: (to: number) => void;
  onRemove: () => void;
};

/** One place in the chain, with all that is set for it. */
export function RouteCard({ connectionId, dialect, at, count, onMove, onRemove }: RouteCardProps) {
  const titleId = useId();
  const path = `body.routes.${at}` as const;
  const { setValue } = useFormContext<PolicyDraft>();
  const [type, callback] = useWatch<
    PolicyDraft,
    [`${typeof path}.targetType`, `${typeof path}.callbackNumber`]
  >({
    name: [`${path}.targetType`, `${path}.callbackNumber`],
  });
  const title = at === 0 ? "First target" : `Fallback ${at}`;
  const called = title.toLowerCase();
  const isCalled = type === "EXTENSION" || type === "NUMBER";
  return (
    <li
      aria-labelledby={titleId}
      className="rounded-md border bg-surface"
      // The same by keys, from anywhere in the card.
      onKeyDown={(event) => {
        const to = { ArrowUp: at - 1, ArrowDown: at + 1 }[event.key];
        if (!event.altKey || to === undefined || to < 0 || to >= count) return;
        event.preventDefault();
        onMove(to);
      }}
    >
      <div className="flex items-center justify-between gap-2 border-b px-3 py-1.5">
        <h3 id={titleId} className="font-medium text-sm">
          {title}
        </h3>
        <span className="flex">
          <IconButton
            id={`move-up-${at}`}
            size="sm"
            label={`Move ${called} up (Alt+↑)`}
            icon={<ArrowUp aria-hidden />}
            disabled={at === 0}
            onClick={() => onMove(at - 1)}
          />
          <IconButton
            id={`move-down-${at}`}
            size="sm"
            label={`Move ${called} down (Alt+↓)`}
            icon={<ArrowDown aria-hidden />}
            disabled={at === count - 1}
            onClick={() => onMove(at + 1)}
          />
          <IconButton
            size="sm"
            label={count === 1 ? "A policy has at least one target" : `Remove ${called}`}
            icon={<Trash2 aria-hidden />}
            disabled={count === 1}
            onClick={onRemove}
          />
        </span>
      </div>
      <div className="grid gap-4 p-3 sm:grid-cols-[10rem_minmax(0,1fr)]">
        <SelectField name={`${path}.targetType`} label="Goes to" options={TARGET_OPTIONS[dialect]} />
        <TargetField
          key={type}
          connectionId={connectionId}
          type={type}
          name={`${path}.targetId`}
          nameOfName={`${path}.targetName`}
        />
        {isCalled && (
          <TextField
            name={`${path}.targetName`}
            label="Called"
            optional
            help="What people read in the timeline instead."
            className="sm:col-span-2"
          />
        )}
        {type === "QUEUE" && (
          <TargetField
            connectionId={connectionId}
            type="SKILL"
            name={`${path}.skillId`}
            nameOfName={`${path}.skillName`}
            label="Skill of the agent"
            optional
            help="Only agents who hold it count as free."
            className="sm:col-span-2"
          />
        )}
        <NumberField name={`${path}.priority`} label="Priority" help="1 (lowest) to 5." />
        <SelectField name={`${path}.transferType`} label="How" options={HOW[dialect]} />
        <div className="sm:col-span-2">
          <TextField
            name={`${path}.callbackNumber`}
            label="Callback number"
            type="tel"
            optional
            exact
            placeholder="+493012344711"
          />
          <NumberFacts number={callback} />
        </div>
        <HoursField
          name={`${path}.hours`}
          className="sm:col-span-2"
          onChange={(hours) => setValue(`${path}.hours`, hours, { shouldDirty: true })}
        />
      </div>
    </li>
  );
}
