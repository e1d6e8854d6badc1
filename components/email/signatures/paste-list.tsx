"use client";

import { useId, useState } from "react";
import { toProblem } from "#components/form/apply-problem.ts";
import type { BulkRow } from "#components/tenant/use-bulk.ts";
import { Button } from "#components/ui/button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import type { FoundPeople } from "#lib/email/signatures/schema.ts";

type PasteListProps = { connectionId: string; onFound: (people: readonly BulkRow[]) => void };

/** Finds people of a list as somebody has it: names, addresses or ids. Lines that mean nobody stay in the field. */
export function PasteList({ connectionId, onFound }: PasteListProps) {
  const id = useId();
  const [text, setText] = useState("");
  const [result, setResult] = useState<FoundPeople | null>(null);
  const [problem, setProblem] = useState("");
  const [finding, setFinding] = useState(false);

  const find = async () => {
    setFinding(true);
    setProblem("");
    try {
      const answer = await fetchJson<FoundPeople>("/api/email/signatures/people", {
        body: { connectionId, text },
      });
      setResult(answer);
      setText(answer.open.map(({ line }) => line).join("\n"));
      onFound(answer.found.map(({ agentId, name }) => ({ id: agentId, label: name })));
    } catch (error) {
      const { title, detail } = toProblem(error);
      setProblem([title, detail].filter(Boolean).join(": "));
    } finally {
      setFinding(false);
    }
  };

  return (
    <Disclosure summary="Paste a list">
      <label htmlFor={id} className="mb-1 block text-sm">
        Names, addresses or ids, one per line
      </label>
      <textarea
        id={id}
        rows={5}
        className="control"
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <Button loading={finding} disabled={text.trim() === ""} onClick={() => void find()}>
          Find them
        </Button>
        <span role="status" className="text-sm">
          {problem && <span className="text-bad">{problem}</span>}
          {result && !problem && `${result.found.length} found, ${result.open.length} not`}
        </span>
      </div>
      {result && result.open.length > 0 && (
        <ul className="mt-2 max-h-40 overflow-y-auto text-sm">
          {result.open.map(({ line, reason }) => (
            <li key={line}>
              <span className="font-medium">{line}</span>: <span className="text-muted">{reason}</span>
            </li>
          ))}
        </ul>
      )}
    </Disclosure>
  );
}
