"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { Select } from "#components/ui/select.tsx";
import type { RoleMatrix } from "#lib/roles/schema.ts";

type ChannelChoiceProps = { channels: RoleMatrix["channels"]; chosen: string };

/** The channel that the roles are held against; kept in the address. */
export function ChannelChoice({ channels, chosen }: ChannelChoiceProps) {
  const router = useRouter();
  const pathname = usePathname();
  const address = useSearchParams();
  return (
    <Select
      aria-label="Channel"
      className="w-72 max-w-full"
      value={chosen}
      options={channels.map(({ id, name, ours }) => ({
        value: id,
        label: ours ? `${name} (handover)` : name,
      }))}
      onChange={({ target }) => {
        const next = new URLSearchParams(address);
        next.set("channel", target.value);
        router.push(`${pathname}?${next}`);
      }}
    />
  );
}
