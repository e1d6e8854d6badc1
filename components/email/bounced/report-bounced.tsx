"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import type { BouncedChannel } from "#lib/email/bounced/schema.ts";
import type { TenantChoice } from "#lib/tenant/schema.ts";

const ReportBouncedForm = lazy(() => import("./report-bounced-form.tsx"));

/** Opens the form for an address that bounced elsewhere. */
export function ReportBounced(choices: {
  tenants: readonly TenantChoice[];
  channels: readonly BouncedChannel[];
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        Report address
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Report a bounced address">
        <Suspense fallback={<Spinner label="Loading the form" />}>
          <ReportBouncedForm {...choices} onDone={() => setOpen(false)} />
        </Suspense>
      </Dialog>
    </>
  );
}
