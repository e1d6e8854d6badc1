"use client";

import { useRouter } from "next/navigation";
import { ConnectionFields } from "./connection-fields.tsx";
import { ConnectionForm } from "./connection-form.tsx";

/** Makes a connection and leads to its page. */
export function NewConnection({ issuer }: { issuer: string }) {
  const router = useRouter();
  return (
    <ConnectionForm issuer={issuer} onSaved={(saved) => router.push(`/connections/${saved.id}`)}>
      <ConnectionFields />
    </ConnectionForm>
  );
}
