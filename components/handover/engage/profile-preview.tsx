"use client";

import { useId, useState } from "react";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { type MappedProfile, mapProfile } from "#lib/engage/mapping.ts";

const EXAMPLE = '{"firstname": "Ada", "email": "ada@example.com", "customerTier": "gold"}';

const KINDS: Record<MappedProfile["lines"][number]["kind"], string> = {
  field: "Field of the user",
  context: "Context data",
  "left-out": "Left out",
};

type Read = { ok: true; profile: Record<string, unknown> } | { ok: false; sentence: string };

function readProfile(text: string): Read {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return { ok: true, profile: value as Record<string, unknown> };
    return { ok: false, sentence: "A contact profile is a JSON object." };
  } catch {
    return { ok: false, sentence: "This is not JSON." };
  }
}

/** E-80: what of a Cognigy contact profile becomes which field of the user in Engage, and what goes to its context data. */
export function ProfilePreview() {
  const id = useId();
  const [text, setText] = useState(EXAMPLE);
  const read = readProfile(text);
  return (
    <Disclosure summary="What agents see of a contact profile">
      <div className="grid gap-3">
        <div>
          <label htmlFor={id} className="mb-1 block font-medium text-sm">
            Contact profile as JSON
          </label>
          <textarea
            id={id}
            rows={4}
            spellCheck={false}
            className="control font-mono"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <p className="mt-1 text-muted text-xs">Only for this preview: nothing of it is kept or sent.</p>
        </div>
        <div aria-live="polite">
          {read.ok ? (
            <Lines lines={mapProfile(read.profile).lines} />
          ) : (
            <p className="text-bad text-sm">{read.sentence}</p>
          )}
        </div>
      </div>
    </Disclosure>
  );
}

function Lines({ lines }: Pick<MappedProfile, "lines">) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-left text-sm">
        <thead className="text-muted text-xs">
          <tr>
            <th className="py-1 pr-4 font-medium">Key</th>
            <th className="py-1 pr-4 font-medium">Goes to</th>
            <th className="py-1 pr-4 font-medium">Name in Engage</th>
            <th className="py-1 font-medium">Value</th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {lines.map(({ key, kind, target, value }) => (
            <tr key={key}>
              <td className="py-1 pr-4 font-mono text-xs">{key}</td>
              <td className="py-1 pr-4">{KINDS[kind]}</td>
              <td className="py-1 pr-4 font-mono text-xs">{target}</td>
              <td className="break-all py-1">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
