import { Fragment, type ReactNode } from "react";
import { ConnectTenant } from "#components/connections/connect-tenant.tsx";
import { SandboxBadge } from "#components/ui/badge.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { type Crumb, PageHeader } from "#components/ui/page-header.tsx";
import type { TenantChoice } from "#lib/tenant/schema.ts";
import { TenantSwitch } from "./tenant-switch.tsx";

type TenantFrameProps = {
  title: ReactNode;
  note?: ReactNode;
  state?: ReactNode;
  breadcrumb?: readonly Crumb[];
  /** All connections, and the one this page is about; null when there is none at all. */
  tenants: readonly TenantChoice[];
  chosen: TenantChoice | null;
  actions?: ReactNode;
  children: ReactNode;
};

/** A page about the objects of one tenant: says which, and what to do when none is connected. */
export function TenantFrame(props: TenantFrameProps) {
  const { title, note, state, breadcrumb, tenants, chosen, actions, children } = props;
  return (
    <>
      <PageHeader
        title={title}
        note={note}
        {...(breadcrumb ? { breadcrumb } : {})}
        state={
          <>
            {state}
            {chosen?.environment === "sandbox" && <SandboxBadge />}
          </>
        }
        actions={
          chosen && (
            <>
              {tenants.length > 1 && <TenantSwitch tenants={tenants} chosen={chosen.id} />}
              {actions}
            </>
          )
        }
      />
      {/* The rows of one tenant are not the old rows of another. */}
      {chosen ? <Fragment key={chosen.id}>{children}</Fragment> : <NotConnected />}
    </>
  );
}

function NotConnected() {
  return (
    <EmptyState
      kind="not-connected"
      title="No tenant is connected"
      action={<ConnectTenant>Connect CXone</ConnectTenant>}
    >
      This page shows what a CXone tenant has.
    </EmptyState>
  );
}
