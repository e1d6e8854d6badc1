"use client";

import { useId } from "react";

/** Friction that grows with the damage: the name has to be typed. */
export function TypeTheName({ name, onReady }: { name: string; onReady: (ready: boolean) => void }) {
  const id = useId();
  return (
    <div className="w-full max-w-md">
      <label htmlFor={id} className="mb-1 block text-sm">
        Type <strong className="break-all">{name}</strong> to confirm
      </label>
      <input
        id={id}
        className="control"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onReady(event.target.value.trim() === name)}
      />
    </div>
  );
}
