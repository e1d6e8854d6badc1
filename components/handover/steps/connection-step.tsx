"use client";

import NextLink from "next/link";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { NewConnectionFields } from "#components/connections/connection-fields.tsx";
import { ConnectionForm, emptyStart } from "#components/connections/connection-form.tsx";
import { Form } from "#components/form/form.tsx";
import { RadioCardsField } from "#components/form/radio-cards-field.tsx";
import { FormStepActions } from "#components/setup/step-actions.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Card } from "#components/ui/card.tsx";
import { placeOf } from "#lib/connections/mapping.ts";
import type { ConnectionView } from "#lib/connections/schema.ts";
import type { HandoverKind } from "#lib/handover/schema.ts";
import type { StepBodyProps } from "../use-handover-setup.ts";

type Props = StepBodyProps & { connections: readonly ConnectionView[]; defaultIssuer: string };
const WORDS: Record<HandoverKind, { account: string; another: string }> = {
  cxone: { account: "CXone tenant", another: "Connect another tenant" },
  engage: { account: "Engage account", another: "Connect another account" },
};

type Choice = { connectionId: string };

const loadSchema = () => import("#lib/handover/schema.ts").then((file) => file.connectionChoice);

/** Picks a connection, or makes one here and uses it. */
export function ConnectionStep({ step, setup, connections: all, defaultIssuer }: Props) {
  const connections = all.filter(({ kind }) => kind === setup.kind);
  const words = WORDS[setup.kind];
  const kept = (step.input as Choice | null)?.connectionId ?? "";
  const [adding, setAdding] = useState(connections.length === 0);
  if (adding) {
    return (
      <Card className="p-4">
        <ConnectionForm
          start={emptyStart(setup.kind, defaultIssuer)}
          onSaved={(made) => setup.saveAndContinue(step, { connectionId: made.id })}
          aside={
            connections.length > 0 && (
              <Button variant="ghost" onClick={() => setAdding(false)}>
                Use an existing one
              </Button>
            )
          }
        >
          <NewConnectionFields kind={setup.kind} />
        </ConnectionForm>
      </Card>
    );
  }
  const first = connections.length === 1 ? (connections[0]?.id ?? "") : "";
  return (
    <Form<Choice>
      defaultValues={{ connectionId: kept || first }}
      schema={loadSchema}
      onSubmit={(input) => setup.saveAndContinue(step, input)}
      label="Connection"
    >
      <RadioCardsField
        name="connectionId"
        label={`Which ${words.account} do conversations go to?`}
        options={connections.map(toCard)}
      />
      {connections
        .filter(({ health }) => health.state === "failing")
        .map((connection) => (
          <FailingConnection key={connection.id} connection={connection} />
        ))}
      <Button className="justify-self-start" onClick={() => setAdding(true)}>
        {words.another}
      </Button>
      <FormStepActions step={step} setup={setup} />
    </Form>
  );
}

/** Leads to new credentials and back to this step. */
function FailingConnection({ connection: { id, name, health } }: { connection: ConnectionView }) {
  const here = usePathname();
  return (
    <Callout
      kind="bad"
      title={`${name} is failing`}
      actions={
        <Button asChild size="sm">
          <NextLink href={`/connections/${id}/credentials?return=${encodeURIComponent(here)}`}>
            Re-authorise
          </NextLink>
        </Button>
      }
    >
      {health.reasons.join(" ")}
    </Callout>
  );
}

function toCard(connection: ConnectionView) {
  const { id, name, environment } = connection;
  const label = environment === "sandbox" ? `${name} (sandbox)` : name;
  return { value: id, label, note: placeOf(connection) ?? "Not checked yet" };
}
