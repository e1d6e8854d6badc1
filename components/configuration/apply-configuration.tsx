"use client";

import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { PasswordField } from "#components/form/password-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { applyLabel, type PlanLine } from "#components/setup/plan.ts";
import { PlanView } from "#components/setup/plan-view.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/card.tsx";
import type { ConfigurationLine, ConfigurationPlan } from "#lib/configuration/schema.ts";

type ApplyConfigurationProps = {
  plan: ConfigurationPlan;
  onApply: (secrets: Record<string, string>) => Promise<void>;
};

type Values = { secrets: Record<string, string> };

/** The plan of an import, the secrets it needs, and the button that carries it out. */
export function ApplyConfiguration({ plan, onApply }: ApplyConfigurationProps) {
  const lines = plan.lines.map(lineOf);
  const secrets = Object.fromEntries(plan.secrets.map(({ env }) => [env, ""]));
  return (
    <Section title="Plan" kind="plain">
      {plan.changes === 0 && (
        <Callout kind="good" role="status" title="Nothing to change">
          Everything in the file is here already, as the file says.
        </Callout>
      )}
      {lines.length > 0 && <PlanView lines={lines} />}
      {!plan.applicable && (
        <Callout kind="warning" title="The import is blocked" className="mt-4">
          Mend the lines that are blocked, in the file or in the tenant, and plan again.
        </Callout>
      )}
      {plan.applicable && plan.changes > 0 && (
        <Form<Values>
          defaultValues={{ secrets }}
          onSubmit={(values) => onApply(values.secrets ?? {})}
          label="Apply the import"
          guard={false}
          className="mt-4"
        >
          {plan.secrets.map(({ env, what }) => (
            <PasswordField
              key={env}
              name={`secrets.${env}`}
              label={what.charAt(0).toUpperCase() + what.slice(1)}
              help={`Stands in the file as ${env}. It is tried before it is kept.`}
            />
          ))}
          <FormActions>
            <SubmitButton>{applyLabel(lines)}</SubmitButton>
          </FormActions>
        </Form>
      )}
    </Section>
  );
}

function lineOf({ object, action, sentence, changes, note }: ConfigurationLine): PlanLine {
  return {
    id: `${object} ${action}`,
    system: "Patchbay",
    deed: action,
    sentence,
    fields: changes,
    ...(note ? { note } : {}),
  };
}
