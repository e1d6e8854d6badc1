"use client";

import { useId, useState } from "react";
import { FieldError } from "#components/form/field.tsx";
import { errorIdOf } from "#components/form/field-ids.ts";
import { MenuPath } from "#components/setup/menu-path.tsx";
import { useDeed } from "#components/setup/use-deed.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/card.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { State } from "#components/ui/state.tsx";
import { Time } from "#components/ui/time.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { EXTENSIONS_PATH, splitExtensions } from "#lib/email/extensions/mapping.ts";
import type { ExtensionsView } from "#lib/email/extensions/schema.ts";

type ExtensionsInCxoneProps = { view: ExtensionsView; mayChange: boolean };

/** What to change in CXone, and what somebody saw there. */
export function ExtensionsInCxone({ view, mayChange }: ExtensionsInCxoneProps) {
  const { toAdd, toRemove, seen, isDecided } = view;
  const inStep = seen !== null && isDecided && toAdd.length === 0 && toRemove.length === 0;
  return (
    <Section title="In CXone" note={<MenuPath path={["CXone", ...EXTENSIONS_PATH]} />}>
      <div className="grid gap-4 p-3 text-sm">
        {!seen && <State kind="unknown">Nobody has noted what CXone has</State>}
        {inStep && <State kind="good">CXone has this list</State>}
        {seen && isDecided && !inStep && (
          <State kind="warning">
            {toAdd.length} to add, {toRemove.length} to remove
          </State>
        )}
        {seen?.extensions.length === 0 && (
          <Callout kind="warning" title="CXone's list was empty">
            Every attachment gets through, programs and scripts too.
          </Callout>
        )}
        {isDecided && toAdd.length > 0 && (
          <Values
            title="Add there"
            values={toAdd}
            help="Field Extension, then Add. With the period, as it stands here."
          />
        )}
        {isDecided && toRemove.length > 0 && <Values title="Remove there" values={toRemove} />}
        {seen && (
          <p className="text-muted">
            {seen.extensions.length === 0 ? "Empty" : seen.extensions.join(" ")}, seen by {seen.by},{" "}
            <Time at={seen.at} />: {seen.evidence}
          </p>
        )}
        {mayChange && <Attest key={view.version} view={view} />}
        <p className="text-muted text-xs">
          No API tells this list. What is noted here does not prove that it still stands so in CXone.
        </p>
      </div>
    </Section>
  );
}

function Values({ title, values, help }: { title: string; values: readonly string[]; help?: string }) {
  return (
    <div>
      <h3 className="mb-1 font-medium">{title}</h3>
      <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
        {values.map((value) => (
          <li key={value}>
            <CopyField label={value} labelHidden value={value} />
          </li>
        ))}
      </ul>
      {help && <p className="mt-1 text-muted text-xs">{help}</p>}
    </div>
  );
}

function Attest({ view }: { view: ExtensionsView }) {
  const ids = { list: useId(), evidence: useId() };
  const { busy, problem, run } = useDeed();
  const [list, setList] = useState(view.wanted.join(", "));
  const [evidence, setEvidence] = useState("");
  const { evidence: unsaid, ...unfit } = problem?.fields ?? {};
  const [wrongList] = Object.values(unfit);
  const attest = () =>
    run("attest", () =>
      fetchJson(`/api/email/extensions/${view.connection.id}/attestation`, {
        method: "PUT",
        body: { version: view.version, extensions: splitExtensions(list), evidence },
      }),
    );
  return (
    <form
      className="grid gap-2 border-t pt-3"
      onSubmit={(event) => {
        event.preventDefault();
        void attest();
      }}
    >
      <label htmlFor={ids.list} className="font-medium">
        What CXone's list shows
      </label>
      <input
        id={ids.list}
        className="control font-mono"
        spellCheck={false}
        aria-invalid={wrongList !== undefined}
        aria-describedby={wrongList ? errorIdOf(ids.list) : undefined}
        placeholder="Empty: nothing stands there, everything is allowed"
        value={list}
        onChange={(event) => setList(event.target.value)}
      />
      <FieldError id={ids.list} error={wrongList} />
      <label htmlFor={ids.evidence} className="font-medium">
        Evidence
      </label>
      <input
        id={ids.evidence}
        className="control"
        maxLength={500}
        aria-invalid={unsaid !== undefined}
        aria-describedby={unsaid ? errorIdOf(ids.evidence) : undefined}
        placeholder="Accepted Extensions tab, screenshot in ticket 4711"
        value={evidence}
        onChange={(event) => setEvidence(event.target.value)}
      />
      <FieldError id={ids.evidence} error={unsaid} />
      {problem && !unsaid && !wrongList && <ErrorState problem={problem} />}
      <div>
        <Button type="submit" loading={busy === "attest"}>
          CXone has this list
        </Button>
      </div>
    </form>
  );
}
