"use client";

import { createContext, useContext } from "react";

type FormMeta = {
  /** Heads the ids of all fields. */
  formId: string;
  /** Names of the fields that are on the page: only they can show an error. */
  fieldNames: Set<string>;
  /** Names of fields whose text may not be kept as a draft. */
  secretNames: Set<string>;
};

const FormMetaContext = createContext<FormMeta | null>(null);

export const FormMetaProvider = FormMetaContext.Provider;

export function useFormMeta(): FormMeta {
  const meta = useContext(FormMetaContext);
  if (!meta) throw new Error("A field stands outside a Form");
  return meta;
}

/** The id of the control of a field, the target of links in the error summary. */
export const fieldId = (formId: string, name: string) => `${formId}-${name.replaceAll(".", "-")}`;
