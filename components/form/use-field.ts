"use client";

import { useEffect, useState } from "react";
import { get, type RegisterOptions, useFormContext, useFormState } from "react-hook-form";
import { errorIdOf, helpIdOf } from "./field-ids.ts";
import { fieldId, useFormMeta } from "./form-context.ts";

type UseFieldOptions = {
  /** There is a help text, which describes the control. */
  help?: boolean;
  /** Its text is never kept as a draft. */
  secret?: boolean;
};

/** The ids, the error and the ARIA wiring of the field of that name in the form around. */
export function useField(name: string, { help = false, secret = false }: UseFieldOptions) {
  const { control, register, setValue, getValues } = useFormContext();
  const { errors, defaultValues } = useFormState({ control, name });
  const [first] = useState(() => asText(get(defaultValues, name)));
  const { formId, fieldNames, secretNames } = useFormMeta();

  useEffect(() => {
    fieldNames.add(name);
    if (secret) secretNames.add(name);
    return () => {
      fieldNames.delete(name);
    };
  }, [name, secret, fieldNames, secretNames]);

  const id = fieldId(formId, name);
  const { message } = (get(errors, name) ?? {}) as { message?: unknown };
  const error = typeof message === "string" ? message : undefined;
  const describedBy = [error && errorIdOf(id), help && helpIdOf(id)].filter(Boolean).join(" ");

  return {
    id,
    error,
    register,
    /**
     * The same for a control that holds text, which then stands in the page before any script runs: filled in later, it
     * would jump in between what somebody is typing already.
     */
    registerText: (options?: RegisterOptions) => ({ ...register(name, options), defaultValue: first }),
    getValues,
    /** As if typed: the form becomes dirty and a shown error is checked again. */
    type: (value: unknown) =>
      setValue(name, value, { shouldDirty: true, shouldValidate: error !== undefined }),
    aria: { id, "aria-invalid": error !== undefined, "aria-describedby": describedBy || undefined },
  };
}

const asText = (value: unknown) =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;
