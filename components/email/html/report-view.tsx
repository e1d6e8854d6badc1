"use client";

import { State, type StateKind } from "#components/ui/state.tsx";
import { problemsOfVariables, type Values } from "#lib/email/html/mapping.ts";
import type { HtmlReport, ImageFound, Removal, RemovalKind } from "#lib/email/html/schema.ts";
import { LinkList } from "./link-list.tsx";

const REMOVED: Record<RemovalKind, string> = {
  script: "Script",
  "event-handler": "Event handler",
  "script-address": "Address that runs a script",
  form: "Form",
  frame: "Frame or player",
  refresh: "Leads on to another page",
  base: "Base address",
  drawing: "Drawing (SVG, MathML)",
  "remote-style": "Remote style",
  "remote-image": "Remote image",
  other: "Other",
};

const WHERE: Record<ImageFound["where"], string> = {
  remote: "remote: many programs ask before they show it",
  inside: "in the HTML itself",
  attached: "attached: CXone has to attach it",
  unknown: "has no address that a mail program can open",
};

type ReportViewProps = { html: string; sample: Values; report: HtmlReport; mayCall: boolean };

/** What is to be said of the HTML: what mail programs take out, variables, links, images. */
export function ReportView({ html, sample, report, mayCall }: ReportViewProps) {
  const variables = problemsOfVariables(html, sample);
  return (
    <div className="space-y-6">
      <Part
        title="Variables"
        kind={variables.length > 0 ? "warning" : "good"}
        word={variables.length > 0 ? `${variables.length} to look at` : "All have a value here"}
      >
        {variables.map(({ written, sentence }) => (
          <li key={written}>{sentence}</li>
        ))}
      </Part>
      <Part
        title="Taken out of the preview"
        kind={report.removed.some(isHarm) ? "warning" : "good"}
        word={
          report.removed.length === 0
            ? "Nothing"
            : counted(report.removed.length, "kind of thing", "kinds of things")
        }
        note="Mail programs take these out as well. The HTML that is kept stays as you wrote it."
      >
        {report.removed.map(({ kind, what, count }) => (
          <li key={`${kind} ${what}`}>
            {REMOVED[kind]}: <code className="break-all">{what}</code>
            {count > 1 && ` (${count} times)`}
          </li>
        ))}
      </Part>
      <LinkList links={report.links} mayCall={mayCall} />
      <Part
        title="Images"
        kind={report.images.some(({ alt }) => alt === null) ? "warning" : "good"}
        word={report.images.length === 0 ? "None" : counted(report.images.length, "image", "images")}
      >
        {report.images.map(({ src, where, alt, count }) => (
          <li key={`${src} ${alt}`}>
            <code className="break-all">{src || "no address"}</code>: {WHERE[where]}
            {count > 1 && ` (${count} times)`}
            {alt === null && "; without a text for who cannot see it"}
          </li>
        ))}
      </Part>
    </div>
  );
}

const isHarm = ({ kind }: Removal) => kind !== "remote-image";
const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

type PartProps = {
  title: string;
  kind: StateKind;
  word: string;
  note?: string;
  children: readonly React.ReactNode[];
};

function Part({ title, kind, word, note, children }: PartProps) {
  return (
    <section>
      <h3 className="flex flex-wrap items-center gap-3 font-medium text-sm">
        {title} <State kind={kind}>{word}</State>
      </h3>
      {children.length > 0 && <ul className="mt-1 list-disc space-y-1 pl-5 text-sm">{children}</ul>}
      {children.length > 0 && note && <p className="mt-1 text-muted text-xs">{note}</p>}
    </section>
  );
}
