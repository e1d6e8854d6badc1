"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { Select } from "#components/ui/select.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { Dialect } from "#lib/cxone/voice/state.ts";
import { draftOf, emptyDraft, type PolicyDraft } from "#lib/transfers/policies/draft/mapping.ts";
import type { PolicyFormOutput, PolicyView, VoiceConnection } from "#lib/transfers/policies/schema.ts";
import { PolicyFields } from "./policy-fields.tsx";

const loadSchema = (dialect: Dialect) => () =>
  import("#lib/transfers/policies/schema.ts").then((file) => file.policyForm(dialect));
const SCHEMAS = { acd: loadSchema("acd"), v2: loadSchema("v2") };

type PolicyEditorProps = {
  /** Connections that a new policy may belong to; a kept one stays with its own. */
  connections: readonly VoiceConnection[];
  kept?: PolicyView | undefined;
  /** What a new policy begins as. */
  model?: Pick<PolicyView, "name" | "description" | "body"> | undefined;
};

/** Makes or changes a policy. */
export function PolicyEditor({ connections, kept, model }: PolicyEditorProps) {
  const router = useRouter();
  const [connection, setConnection] = useState(kept?.connection ?? connections[0]);
  const [version, setVersion] = useState(kept?.version ?? 0);
  const [start] = useState(() => startOf(kept, model));
  if (!connection) return null;

  const submit = async (policy: PolicyFormOutput) => {
    if (kept) {
      const saved = await fetchJson<PolicyView>(`/api/transfer-policies/${kept.id}`, {
        method: "PUT",
        body: { ...policy, version },
      });
      setVersion(saved.version);
      toast({
        kind: "good",
        title: saved.version === version ? "Nothing was changed" : `Saved as version ${saved.version}`,
      });
    } else {
      const made = await fetchJson<PolicyView>("/api/transfer-policies", {
        body: { ...policy, connectionId: connection.id },
      });
      toast({ kind: "good", title: "Policy made" });
      router.push(`/transfers/policies/${made.id}`);
    }
    router.refresh();
  };

  return (
    <div className="max-w-3xl">
      <div className="min-w-0">
        {!kept && connections.length > 1 && (
          <ConnectionChoice connections={connections} chosen={connection} onChoose={setConnection} />
        )}
        <Form<PolicyDraft, PolicyFormOutput>
          defaultValues={start}
          schema={SCHEMAS[connection.dialect]}
          onSubmit={submit}
          label="Policy"
          className="space-y-6"
        >
          <PolicyFields connectionId={connection.id} dialect={connection.dialect} />
          {kept && <TextField name="note" label="Why" optional limit={200} help="Stands with the version." />}
          <FormActions>
            <SubmitButton>{kept ? "Save policy" : "Make policy"}</SubmitButton>
          </FormActions>
        </Form>
      </div>
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
