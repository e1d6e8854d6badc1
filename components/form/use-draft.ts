"use client";

import { useEffect } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";

const keepAfterMs = 300;

/**
 * Keeps what was typed in this tab under a key and gives it back after a reload or a wrong turn. Fields that hold secrets are
 * never kept. Returns how to forget it, for when the server has it.
 */
export function useDraft<Values extends FieldValues, Output>(
  form: UseFormReturn<Values, unknown, Output>,
  key: string | undefined,
  secretNames: ReadonlySet<string>,
): () => void {
  const storageKey = key && `draft:${key}`;

  useEffect(() => {
    if (!storageKey) return;
    const kept = read(storageKey);
    if (kept) form.reset({ ...form.getValues(), ...kept }, { keepDefaultValues: true });

    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = form.subscribe({
      formState: { values: true, isDirty: true },
      callback: ({ values, isDirty }) => {
        clearTimeout(timer);
        if (!isDirty) return;
        timer = setTimeout(() => {
          const open = Object.entries(values).filter(([name]) => !secretNames.has(name));
          sessionStorage.setItem(storageKey, JSON.stringify(Object.fromEntries(open)));
        }, keepAfterMs);
      },
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [form, storageKey, secretNames]);

  return () => {
    if (storageKey) sessionStorage.removeItem(storageKey);
  };
}

function read(storageKey: string): Record<string, unknown> | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? "null");
    return typeof kept === "object" && kept !== null ? (kept as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
