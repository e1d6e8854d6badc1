"use client";

import { memo, useCallback, useId, useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Simulator } from "#components/transfers/simulator/simulator.tsx";
import { Select } from "#components/ui/select.tsx";
import { NoteField } from "#components/versions/note-field.tsx";
import { useSavedVersion } from "#components/versions/use-saved-version.ts";
import type { Dialect } from "#lib/cxone/voice/state.ts";
import type { CaseView } from "#lib/transfers/policies/cases/schema.ts";
import { draftOf, emptyDraft, type PolicyDraft } from "#lib/transfers/policies/draft/mapping.ts";
import type {
  FailingCase,
  PolicyFormOutput,
  PolicyView,
  Replay,
  VoiceConnection,
} from "#lib/transfers/policies/schema.ts";
import { DraftWatch } from "./draft-watch.tsx";
import { FailingCases } from "./failing-cases.tsx";
import { PolicyFields } from "./policy-fields.tsx";

const loadSchema = (dialect: Dialect) => () =>
  import("#lib/transfers/policies/schema.ts").then((file) => file.policyForm(dialect));
const Fields = memo(PolicyFields);
const SCHEMAS = { acd: loadSchema("acd"), v2: loadSchema("v2") };

type PolicyEditorProps = {
  /** Connections that a new policy may belong to; a kept one stays with its own. */
  connections: readonly VoiceConnection[];
  kept?: PolicyView | undefined;
  /** What a new policy begins as. */
  model?: Pick<PolicyView, "name" | "description" | "body"> | undefined;
  cases?: readonly CaseView[];
  replay?: Replay | undefined;
};

const PLACE = { noun: "Policy", api: "/api/transfer-policies", page: "/transfers/policies" };
const NO_CASES: readonly CaseView[] = [];

/** Makes or changes a policy, with the simulator beside it that decides by what is typed. */
export function PolicyEditor({ connections, kept, model, cases = NO_CASES, replay }: PolicyEditorProps) {
  const [connection, setConnection] = useState(kept?.connection ?? connections[0]);
  const { version, save } = useSavedVersion(kept, PLACE);
  const [start] = useState(() => startOf(kept, model));
  const [draft, setDraft] = useState<PolicyDraft["body"]>(start.body);
  const onRest = useCallback((body: PolicyDraft["body"]) => setDraft(body), []);
  const [failing, setFailing] = useState<readonly FailingCase[]>([]);
  const [knowingly, setKnowingly] = useState(false);
  if (!connection) return null;

  const submit = async (policy: PolicyFormOutput) => {
    const allowFailingCases = knowingly && failing.length > 0;
    await save(policy, { change: { allowFailingCases }, first: { connectionId: connection.id } });
    setKnowingly(false);
  };

  return (
    <div className="grid items-start gap-x-8 gap-y-8 xl:grid-cols-[minmax(0,1fr)_minmax(0,32rem)]">
      <div className="min-w-0">
        {!kept && <ConnectionChoice connections={connections} chosen={connection} onChoose={setConnection} />}
        <Form<PolicyDraft, PolicyFormOutput>
          defaultValues={start}
          schema={SCHEMAS[connection.dialect]}
          onSubmit={submit}
          label="Policy"
          className="space-y-6"
        >
          <Fields connectionId={connection.id} dialect={connection.dialect} />
          {kept && <NoteField version={version} />}
          <DraftWatch onRest={onRest} />
          <FailingCases failing={failing} knowingly={knowingly} onKnowingly={setKnowingly} />
          <FormActions>
            <SubmitButton>{kept ? "Save policy" : "Make policy"}</SubmitButton>
          </FormActions>
        </Form>
      </div>
      <Simulator
        policyId={kept?.id ?? null}
        dialect={connection.dialect}
        draft={draft}
        cases={cases}
        mayWrite
        replay={replay}
        onFailing={setFailing}
      />
    </div>
  );
}

function startOf(kept: PolicyEditorProps["kept"], model: PolicyEditorProps["model"]): PolicyDraft {
  if (kept) return draftOf(kept);
  return model ? { ...draftOf(model), name: `Copy of ${model.name}`.slice(0, 80) } : emptyDraft();
}

type ConnectionChoiceProps = {
  connections: readonly VoiceConnection[];
  chosen: VoiceConnection;
  onChoose: (connection: VoiceConnection) => void;
};

/** Stands outside of the form: what its ids look like depends on it, and what is typed stays when it changes. */
function ConnectionChoice({ connections, chosen, onChoose }: ConnectionChoiceProps) {
  const id = useId();
  return (
    <div className="mb-4">
      <label htmlFor={id} className="mb-1 block font-medium text-sm">
        Connection
      </label>
      <Select
        id={id}
        className="max-w-sm"
        value={chosen.id}
        options={connections.map(({ id: value, name }) => ({ value, label: name }))}
        onChange={(event) => {
          const next = connections.find((one) => one.id === event.target.value);
          if (next) onChoose(next);
        }}
      />
      <p className="mt-1 text-muted text-xs">
        The contact centre whose calls are transferred. It stays the same for the life of the policy.
      </p>
    </div>
  );
}
