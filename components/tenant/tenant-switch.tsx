"use client";

import { usePathname, useRouter } from "next/navigation";
import { Select } from "#components/ui/select.tsx";
import type { TenantChoice } from "#lib/tenant/schema.ts";

type TenantSwitchProps = { tenants: readonly TenantChoice[]; chosen: string };

/** Which tenant the page is about. Search and filters of the other one do not come along. */
export function TenantSwitch({ tenants, chosen }: TenantSwitchProps) {
  const router = useRouter();
  const pathname = usePathname();
  return (
    <Select
      aria-label="Connection"
      className="w-48"
      value={chosen}
      options={tenants.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={({ target }) => router.push(`${pathname}?connection=${target.value}`)}
    />
  );
}
