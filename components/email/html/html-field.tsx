"use client";

import { lazy, Suspense, useState } from "react";
import { useWatch } from "react-hook-form";
import { FieldFrame, type FieldProps } from "#components/form/field.tsx";
import { useField } from "#components/form/use-field.ts";
import { useInBrowser } from "#components/ui/use-in-browser.ts";
import { bytesInWords, utf8Bytes } from "#lib/email/html/size/mapping.ts";

// CodeMirror weighs more than the rest of the page; until it is there, one types into a plain field.
const CodeEditor = lazy(() => import("./code-editor.tsx"));

/** HTML in an editor of its own. What is typed is never cut: too much is said at the field. */
export function HtmlField({ name, label, help, optional, className }: FieldProps) {
  const field = useField(name, { help: true });
  const text = String(useWatch({ name }) ?? "");
  const [first] = useState(text);
  const inBrowser = useInBrowser();
  const plain = (
    <textarea
      {...field.registerText()}
      {...field.aria}
      readOnly={!inBrowser}
      rows={20}
      spellCheck={false}
      className="control h-[28rem] font-mono text-xs"
    />
  );
  return (
    <FieldFrame
      id={field.id}
      label={label}
      help={<>{help} Tab leaves the editor.</>}
      error={field.error}
      optional={optional}
      className={className}
      aside={<span className="text-faint text-xs tabular-nums">{bytesInWords(utf8Bytes(text))} of 2 MB</span>}
    >
      {inBrowser ? (
        <Suspense fallback={plain}>
          <CodeEditor
            id={field.id}
            label={label}
            describedBy={field.aria["aria-describedby"]}
            invalid={field.aria["aria-invalid"]}
            text={first}
            onChange={field.type}
          />
        </Suspense>
      ) : (
        plain
      )}
    </FieldFrame>
  );
}
