"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import type { TenantChoice } from "#lib/tenant/schema.ts";

// The form library comes with the dialog, not with the page.
const NewDomainForm = lazy(() => import("./new-domain-form.tsx"));

type NewDomainProps = {
  tenants: readonly TenantChoice[];
  /** The set-up of this channel waits for the domain: the form is open at once. */
  channel?: string | undefined;
};

/** Opens the form for one more domain. */
export function NewDomain({ tenants, channel }: NewDomainProps) {
  const [open, setOpen] = useState(channel !== undefined);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        Add domain
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Add an email domain" wide>
        <Suspense fallback={<Spinner label="Loading the form" />}>
          <NewDomainForm tenants={tenants} channel={channel} />
        </Suspense>
      </Dialog>
    </>
  );
}
