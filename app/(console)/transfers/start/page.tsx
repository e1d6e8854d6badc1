// Owner of the data: this Server Component (policies in use); the calls are asked for by CallPicker.

import type { Metadata } from "next";
import NextLink from "next/link";
import { permitted } from "#components/console/permitted.tsx";
import { StartTransfer } from "#components/transfers/start/start-transfer.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCtx } from "#lib/auth/page-ctx.ts";
import { listStartPolicies } from "#lib/transfers/run/list-start-policies.ts";

export const metadata: Metadata = { title: "Start a transfer" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function StartTransferPage({ searchParams }: PageProps) {
  const ctx = await pageCtx();
  const { policy, call } = await searchParams;
  return permitted(async () => {
    const policies = await listStartPolicies(ctx);
    const named =
      policies.find(({ id }) => id === policy) ?? (policies.length === 1 ? policies[0] : undefined);
    return (
      <>
        <PageHeader
          title="Start a transfer"
          breadcrumb={[{ label: "Open transfers", href: "/transfers/live" }]}
          note="Sends a call that is there now on its way, by a policy."
        />
        {policies.length === 0 ? (
          <EmptyState
            kind="nothing-yet"
            title="No policy is in use"
            action={
              <Button asChild>
                <NextLink href="/transfers/policies">Transfer policies</NextLink>
              </Button>
            }
          >
            A policy says where calls are sent, and where if nobody takes them there.
          </EmptyState>
        ) : (
          <StartTransfer
            policies={policies}
            chosen={named?.id ?? ""}
            callId={typeof call === "string" ? call : ""}
          />
        )}
      </>
    );
  });
}
