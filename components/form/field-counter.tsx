"use client";

import { useWatch } from "react-hook-form";
import { Counter } from "../ui/counter.tsx";

/** Characters typed so far, of how many. Its own component: typing draws only this anew, not the form. */
export function FieldCounter({ name, limit }: { name: string; limit: number }) {
  const value: unknown = useWatch({ name });
  return <Counter used={String(value ?? "").length} limit={limit} />;
}
