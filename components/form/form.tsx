"use client";

import { type ReactNode, useId, useMemo, useRef, useState } from "react";
import { type DefaultValues, type FieldValues, FormProvider, useForm } from "react-hook-form";
import { cn } from "../ui/cn.ts";
import { ErrorState, type Problem } from "../ui/error-state.tsx";
import { applyProblem } from "./apply-problem.ts";
import { ErrorSummary } from "./error-summary.tsx";
import { FormMetaProvider } from "./form-context.ts";
import { type SchemaSource, schemaResolver } from "./schema-resolver.ts";
import { UnsavedGuard } from "./unsaved-guard.tsx";
import { useDraft } from "./use-draft.ts";

type FormProps<Input extends FieldValues, Output> = {
  /** Every field's first value; "" for what is empty. */
  defaultValues: Input;
  /** Checked on submit, then after every change. Must be the same on every render. */
  schema?: SchemaSource<Input, Output>;
  /** Saves. What it throws is shown: a problem document's `fields` at their fields, the rest above the form. */
  onSubmit: (values: Output) => Promise<void>;
  /** Keeps typed text (no secrets) in this tab under this name. */
  draftKey?: string;
  /** Asks before unsaved text is left behind. Off for sign-in and search. */
  guard?: boolean;
  label?: string;
  className?: string;
  children: ReactNode;
};

/** A form that never loses what was typed: fields keep their text through every error, and after saving hold what was saved. */
export function Form<Input extends FieldValues, Output = Input>({
  defaultValues,
  schema,
  onSubmit,
  draftKey,
  guard = true,
  label,
  className,
  children,
}: FormProps<Input, Output>) {
  const formId = useId();
  const [fieldNames] = useState(() => new Set<string>());
  const [secretNames] = useState(() => new Set<string>());
  const summary = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const resolver = useMemo(() => schemaResolver(schema), [schema]);
  const form = useForm<Input, unknown, Output>({
    defaultValues: defaultValues as DefaultValues<Input>,
    resolver,
    mode: "onSubmit",
    reValidateMode: "onChange",
    // The summary gets the focus, not the first wrong field.
    shouldFocusError: false,
  });
  const forgetDraft = useDraft(form, draftKey, secretNames);
  const meta = useMemo(() => ({ formId, fieldNames, secretNames }), [formId, fieldNames, secretNames]);

  // After the paint that shows what is wrong.
  const focusSummary = () => requestAnimationFrame(() => summary.current?.focus());

  const save = form.handleSubmit(async (values) => {
    setProblem(null);
    try {
      await onSubmit(values);
      forgetDraft();
      form.reset(form.getValues());
    } catch (error) {
      setProblem(applyProblem(error, fieldNames, form.setError));
      focusSummary();
    }
  }, focusSummary);

  const { isDirty, isSubmitting } = form.formState;
  return (
    <FormProvider {...form}>
      <FormMetaProvider value={meta}>
        <form
          noValidate
          // What a browser without our scripts sends must not stand in an address.
          method="post"
          aria-label={label}
          aria-busy={isSubmitting}
          className={cn("space-y-4", className)}
          onSubmit={(event) => {
            event.stopPropagation();
            // A second press of Enter while the first is on its way.
            if (isSubmitting) event.preventDefault();
            else void save(event);
          }}
        >
          <ErrorSummary ref={summary} />
          {problem && <ErrorState problem={problem} />}
          {children}
        </form>
        {guard && <UnsavedGuard active={isDirty && !draftKey} />}
      </FormMetaProvider>
    </FormProvider>
  );
}
