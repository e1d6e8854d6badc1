"use client";

import NextLink from "next/link";
import { createContext, type ReactNode, useContext } from "react";
import { Button } from "#components/ui/button.tsx";

const MayConnect = createContext(false);

/** Says whether the reader's role connects tenants: nobody else is offered it below. */
export function MayConnectTenants({ may, children }: { may: boolean; children: ReactNode }) {
  return <MayConnect value={may}>{children}</MayConnect>;
}

/** The way to connect a tenant, for where none is; who may not connect one is told who can. */
export function ConnectTenant({ children }: { children: ReactNode }) {
  if (!useContext(MayConnect)) return <p className="text-muted text-sm">Only an admin can connect one.</p>;
  return (
    <Button asChild variant="primary">
      <NextLink href="/connections/new">{children}</NextLink>
    </Button>
  );
}
