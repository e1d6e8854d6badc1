"use client";

import Plus from "lucide-react/icons/plus";
import { useFieldArray, useFormContext, useWatch } from "react-hook-form";
import { FieldError } from "#components/form/field.tsx";
import { NumberField } from "#components/form/number-field.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { TextareaField } from "#components/form/textarea-field.tsx";
import { useField } from "#components/form/use-field.ts";
import { announce } from "#components/ui/announce.ts";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import type { Dialect } from "#lib/cxone/voice/state.ts";
import { emptyRoute, type PolicyDraft } from "#lib/transfers/policies/draft/mapping.ts";
import { RouteCard, VOICEMAIL_OPTIONS } from "./route-card.tsx";
import { TargetField } from "./target-field.tsx";

const MOST_TARGETS = 20;

type PolicyFieldsProps = { connectionId: string; dialect: Dialect };

/** All of a policy: what it is called, where calls go in which order, where they end, and how they are watched. */
export function PolicyFields(props: PolicyFieldsProps) {
  const { dialect } = props;
  return (
    <>
      <TextField name="name" label="Name" limit={80} />
      <TextareaField name="description" label="Description" optional rows={2} limit={500} />
      <Targets {...props} />
      <Voicemail {...props} />
      <Watching dialect={dialect} />
    </>
  );
}

function Targets({ connectionId, dialect }: PolicyFieldsProps) {
  const { control } = useFormContext<PolicyDraft>();
  const routes = useFieldArray({ control, name: "body.routes" });
  const { id, error } = useField("body.routes", {});
  const { error: wholeError } = useField("body.routes.root", {});

  const move = (from: number, to: number) => {
    // The card is moved with the focus in it, which the browser then drops.
    const button = document.activeElement?.id.replace(/\d+$/, "") ?? "";
    routes.move(from, to);
    announce(`Now place ${to + 1} of ${routes.fields.length}`);
    requestAnimationFrame(() => {
      const wanted = button.startsWith("move-") ? document.getElementById(`${button}${to}`) : null;
      const other = document.getElementById(to === 0 ? "move-down-0" : `move-up-${to}`);
      (wanted && !wanted.hasAttribute("disabled") ? wanted : other)?.focus();
    });
  };

  return (
    <Section
      kind="plain"
      title="Targets"
      note="The first that may be tried gets the call; each of the others stands in for those before it."
    >
      <ol className="space-y-3">
        {routes.fields.map((route, at) => (
          <RouteCard
            key={route.id}
            connectionId={connectionId}
            dialect={dialect}
            at={at}
            count={routes.fields.length}
            onMove={(to) => move(at, to)}
            onRemove={() => {
              routes.remove(at);
              announce(`Removed; ${routes.fields.length - 1} left`);
            }}
          />
        ))}
      </ol>
      <FieldError id={id} error={error ?? wholeError} />
      <Button
        className="mt-3"
        disabled={routes.fields.length >= MOST_TARGETS}
        onClick={() => routes.append(emptyRoute())}
      >
        <Plus aria-hidden />
        Add fallback
      </Button>
    </Section>
  );
}

function Voicemail({ connectionId }: PolicyFieldsProps) {
  const type = useWatch<PolicyDraft, "body.voicemail.targetType">({ name: "body.voicemail.targetType" });
  return (
    <Section
      title="Voicemail"
      note="The end of the chain. It is never asked whether somebody is there, so no call is left without an end."
    >
      <div className="grid gap-4 p-3 sm:grid-cols-[10rem_minmax(0,1fr)]">
        <SelectField name="body.voicemail.targetType" label="Goes to" options={VOICEMAIL_OPTIONS} />
        <TargetField
          key={type}
          connectionId={connectionId}
          type={type}
          name="body.voicemail.targetId"
          nameOfName="body.voicemail.targetName"
        />
      </div>
    </Section>
  );
}

const minutes = (seconds: number) =>
  seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`.replace(" 0 s", "");
const hours = (value: number) =>
  value < 60 ? `${value} min` : `${Math.floor(value / 60)} h ${value % 60} min`.replace(" 0 min", "");

function Watching({ dialect }: Pick<PolicyFieldsProps, "dialect">) {
  return (
    <Section title="Watching a transfer" note="How Patchbay finds out what became of the call.">
      <div className="grid gap-4 p-3 sm:grid-cols-3">
        <NumberField
          name="body.watch.pollSeconds"
          label="Look every"
          unit="s"
          inWords={minutes}
          help="1 to 60 s"
        />
        <NumberField
          name="body.watch.timeoutSeconds"
          label="Give an attempt"
          unit="s"
          inWords={minutes}
          help={`5 to 600 s; ${dialect === "acd" ? "then it is taken back and the next target has its turn." : "then it counts as unknown and is read again."}`}
        />
        <NumberField
          name="body.watch.unknownMinutes"
          label="Look after unknown"
          unit="min"
          inWords={hours}
          help="1 to 120 min; then the transfer closes as unknown."
        />
      </div>
    </Section>
  );
}
