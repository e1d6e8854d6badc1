"use client";

import { lazy, Suspense, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { FieldFrame } from "#components/form/field.tsx";
import { useField } from "#components/form/use-field.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { TargetType } from "#lib/cxone/voice/state.ts";
import { ChoiceStatus } from "./choice-status.tsx";
import { NumberFacts } from "./number-facts.tsx";
import { type ChoiceKind, useChoice } from "./voice-choices.ts";

const ChoicePicker = lazy(() => import("./choice-picker.tsx"));

const KIND_OF: Record<TargetType, ChoiceKind | null> = {
  QUEUE: "queues",
  SKILL: "skills",
  AGENT: "agents",
  EXTENSION: null,
  NUMBER: null,
};
const LABELS: Record<TargetType, string> = {
  QUEUE: "Queue",
  SKILL: "Skill",
  AGENT: "Agent",
  EXTENSION: "Extension",
  NUMBER: "Number",
};
const EXAMPLES: Partial<Record<TargetType, string>> = { EXTENSION: "999", NUMBER: "+493012344711" };

type TargetFieldProps = {
  connectionId: string;
  type: TargetType;
  /** Paths of the id and of the name that is shown with it. */
  name: string;
  nameOfName: string;
  label?: string;
  optional?: boolean;
  help?: string;
  className?: string;
};

/** Where a call goes: chosen from what the contact centre lists, or typed. Its name and status are shown as they are now. */
export function TargetField(props: TargetFieldProps) {
  const { connectionId, type, name, nameOfName, label = LABELS[type], optional, help, className } = props;
  const { setValue } = useFormContext();
  const field = useField(name, { help: Boolean(help) });
  const [id, called] = useWatch({ name: [name, nameOfName] }) as [string, string];
  const [choosing, setChoosing] = useState(false);
  const kind = KIND_OF[type];
  const found = useChoice(connectionId, kind, (id ?? "").trim());

  return (
    <FieldFrame
      id={field.id}
      label={label}
      help={help}
      error={field.error}
      optional={optional}
      className={className}
    >
      <div className="flex gap-2">
        <input
          {...field.register(name, {
            // A name belongs to the id it was chosen with.
            onChange: () => kind && setValue(nameOfName, "", { shouldDirty: true }),
          })}
          {...field.aria}
          type={type === "NUMBER" ? "tel" : "text"}
          autoComplete="off"
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          placeholder={EXAMPLES[type]}
          className="control min-w-0 flex-1 font-mono"
        />
        {kind && (
          <Button onClick={() => setChoosing(true)} aria-label={`Choose ${label.toLowerCase()}`}>
            Choose
          </Button>
        )}
      </div>
      {kind && id && (
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
          <span className="font-medium">{found?.name ?? called}</span>
          {found && <ChoiceStatus status={found.status} />}
          {found === null && (
            <span className="text-warning text-xs">Not found in the contact centre now.</span>
          )}
          {found && called && found.name !== called && (
            <RenamedSince
              was={called}
              onTake={() => setValue(nameOfName, found.name, { shouldDirty: true })}
            />
          )}
        </p>
      )}
      {type === "NUMBER" && <NumberFacts number={id} />}
      <Dialog
        open={choosing}
        onOpenChange={setChoosing}
        title={`Choose ${/^[aeiou]/i.test(label) ? "an" : "a"} ${label.toLowerCase()}`}
      >
        {kind && (
          <Suspense fallback={<Skeleton className="h-40" />}>
            <ChoicePicker
              connectionId={connectionId}
              kind={kind}
              chosenId={id}
              onChoose={(choice) => {
                field.type(choice.id);
                setValue(nameOfName, choice.name, { shouldDirty: true });
                setChoosing(false);
              }}
            />
          </Suspense>
        )}
      </Dialog>
    </FieldFrame>
  );
}

/** The policy remembers the name of the day it was chosen, for the log; the contact centre has another one now. */
function RenamedSince({ was, onTake }: { was: string; onTake: () => void }) {
  return (
    <span className="flex basis-full flex-wrap items-center gap-x-2 text-warning text-xs">
      The policy still calls it {was}.
      <Button size="sm" onClick={onTake}>
        Take today’s name
      </Button>
    </span>
  );
}
