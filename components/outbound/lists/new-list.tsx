"use client";

import { useRouter } from "next/navigation";
import { useId, useMemo } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Form } from "#components/form/form.tsx";
import { FormActions } from "#components/form/form-actions.tsx";
import { SelectField } from "#components/form/select-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { useAnswer } from "#components/form/use-answer.ts";
import { buttonLook } from "#components/ui/button-look.ts";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/card.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { ListForm, ListFormOutput, ListView } from "#lib/outbound/lists/schema.ts";
import type { CallConnection } from "#lib/outbound/schema.ts";
import { NO_AGENT, OptionField, type Options, whyNotUsable } from "../option-field.tsx";
import { ColumnMapper } from "./column-mapper.tsx";
import { DownloadRows, RowProblems } from "./row-problems.tsx";
import { type CheckedRow, checkRows, rowsToSend, useTable } from "./use-table.ts";

const loadSchema = () => import("#lib/outbound/lists/schema.ts").then((file) => file.listForm);
const SHOWN = 8;
/** Who has more to mend downloads them. */
const MOST_SHOWN = 100;

type Rows = ReturnType<typeof useTable>;

/** A file, what its columns are, and what is wrong with its rows, before anything is kept. Nothing rings from here. */
export function NewList({ connections }: { connections: readonly CallConnection[] }) {
  const router = useRouter();
  const rows = useTable();
  const only = connections.length === 1 ? connections[0]?.id : undefined;
  return (
    <Form<ListForm, ListFormOutput>
      defaultValues={{ name: "", connectionId: only ?? "", campaignId: "", agentId: "" }}
      schema={loadSchema}
      onSubmit={async (input) => {
        if (!rows.read) throw noRows();
        const body = { ...input, rows: rowsToSend(rows.read) };
        const { id } = await fetchJson<ListView>("/api/outbound-lists", { body });
        router.push(`/outbound/lists/${id}`);
      }}
      guard={false}
      label="Call list"
    >
      <FileField rows={rows} />
      <div className="grid max-w-2xl gap-4">
        <TextField name="name" label="Name of the list" />
        <SelectField
          name="connectionId"
          label="Connection"
          placeholder="Choose a connection"
          options={connections.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </div>
      <Choices rows={rows} />
      <FormActions>
        <SubmitButton>Upload the list</SubmitButton>
      </FormActions>
    </Form>
  );
}

const noRows = () =>
  Object.assign(new Error("No rows"), {
    title: "There are no rows yet",
    fix: "Choose a file, or paste its rows.",
  });

/** A file from this computer, or its text. It is read here; the file itself is not sent. */
function FileField({ rows }: { rows: Rows }) {
  const id = useId();
  const { getValues, getFieldState, setValue } = useFormContext<ListForm>();
  return (
    <div className="grid max-w-2xl gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <label htmlFor={`${id}-file`} className={buttonLook({ variant: "secondary" })}>
          Choose a CSV file
        </label>
        <input
          id={`${id}-file`}
          type="file"
          accept=".csv,.txt,.tsv,text/csv"
          className="sr-only"
          onChange={async ({ target }) => {
            const [file] = target.files ?? [];
            if (!file) return;
            if (getValues("name") === "") {
              const name = file.name.replace(/\.\w+$/, "").slice(0, 120);
              // A name that was missed is not missing any more.
              setValue("name", name, { shouldValidate: getFieldState("name").invalid });
            }
            await rows.take(await file.text());
            // The same file may be chosen again after a change.
            target.value = "";
          }}
        />
        {rows.read && (
          <p className="text-sm" role="status">
            {rows.read.table.rows.length.toLocaleString("en-GB")} rows read.
          </p>
        )}
      </div>
      <div>
        <label htmlFor={`${id}-text`} className="mb-1 block font-medium text-sm">
          Or paste the rows
        </label>
        <textarea
          id={`${id}-text`}
          rows={3}
          spellCheck={false}
          className="control h-auto py-1.5 font-mono text-xs"
          placeholder={"Phone,Name,Agent\n+15551234567,Hanna Roth,Anna Schmidt"}
          onChange={({ target }) => void rows.take(target.value)}
        />
      </div>
      {rows.problem && (
        <Callout kind="bad" role="alert">
          {rows.problem}
        </Callout>
      )}
    </div>
  );
}

const address = (what: string, query: Record<string, string>) =>
  `/api/outbound-calls/${what}?${new URLSearchParams(query)}`;

function Choices({ rows }: { rows: Rows }) {
  const [connection, campaign, agentId] = useWatch<ListForm, ["connectionId", "campaignId", "agentId"]>({
    name: ["connectionId", "campaignId", "agentId"],
  });
  const campaigns = useAnswer<Options>(connection ? address("campaigns", { connection }) : null);
  const agents = useAnswer<Options>(
    connection && campaign ? address("agents", { connection, campaign }) : null,
  );
  const known = agents.answer?.items;
  const { read } = rows;
  const checked = useMemo(
    () => (known && read ? checkRows(read, known, agentId ?? "") : null),
    [known, read, agentId],
  );
  return (
    <>
      <div className="grid max-w-2xl gap-4">
        <OptionField
          name="campaignId"
          label="Campaign"
          asked={campaigns}
          before="Choose a connection first"
          none="CXone lists no campaign that calls out."
          unusable={whyNotUsable}
        />
        <OptionField
          name="agentId"
          label="Agent of rows that name none"
          asked={agents}
          before="Choose a campaign first"
          none={NO_AGENT}
        />
      </div>
      {read && (
        <Section title="Columns" kind="plain">
          <ColumnMapper table={read.table} columns={read.columns} onChange={rows.setColumns} />
        </Section>
      )}
      {read && !checked && <p className="text-muted text-sm">Choose a campaign to have the rows checked.</p>}
      {checked && <Preview rows={checked} />}
    </>
  );
}

function Preview({ rows }: { rows: readonly CheckedRow[] }) {
  const wrong = rows.filter(({ problems }) => problems.length > 0);
  const shown = rows.filter(({ problems }, index) => index < SHOWN || problems.length > 0);
  const good = rows.length - wrong.length;
  const count = (number: number, word: string) => `${number.toLocaleString("en-GB")} ${word}`;
  return (
    <Section
      title="Rows"
      note={`${count(good, "can be called")}, ${count(wrong.length, "cannot")}. The first ${SHOWN} and those that cannot:`}
      actions={wrong.length > 0 && <DownloadRows read={async () => wrong} name="Rows" />}
    >
      <RowProblems rows={shown.slice(0, MOST_SHOWN)} label="Rows of the file" />
      {shown.length > MOST_SHOWN && (
        <p className="border-t px-3 py-1.5 text-muted text-sm">
          {count(shown.length - MOST_SHOWN, "more that cannot are in the download.")}
        </p>
      )}
    </Section>
  );
}
