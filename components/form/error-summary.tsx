"use client";

import { type Ref, useEffect } from "react";
import { useFormContext, useFormState } from "react-hook-form";
import { Callout } from "../ui/callout.tsx";
import { fieldId, useFormMeta } from "./form-context.ts";
import { listErrors } from "./list-errors.ts";

const titleMark = "Error: ";

/** Every field's error in one list at the top: gets the focus after a failed submit, each item leads to its field. */
export function ErrorSummary({ ref }: { ref: Ref<HTMLDivElement> }) {
  const { formId } = useFormMeta();
  const { setFocus, control } = useFormContext();
  const { errors, submitCount } = useFormState({ control });
  const wrong = submitCount > 0 ? listErrors(errors) : [];
  const failed = wrong.length > 0;

  useEffect(() => {
    if (!failed || document.title.startsWith(titleMark)) return;
    document.title = titleMark + document.title;
    return () => {
      document.title = document.title.replace(titleMark, "");
    };
  }, [failed]);

  return (
    <div ref={ref} tabIndex={-1} className="empty:mb-0">
      {failed && (
        <Callout
          kind="bad"
          title={wrong.length === 1 ? "One field needs attention" : `${wrong.length} fields need attention`}
        >
          <ul className="mt-1 space-y-0.5">
            {wrong.map(({ name, message }) => (
              <li key={name}>
                <a
                  href={`#${fieldId(formId, name)}`}
                  className="inline-block min-h-6 rounded-md underline underline-offset-2"
                  onClick={(event) => {
                    event.preventDefault();
                    setFocus(name);
                  }}
                >
                  {message}
                </a>
              </li>
            ))}
          </ul>
        </Callout>
      )}
    </div>
  );
}
