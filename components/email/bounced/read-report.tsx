"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import type { TenantChoice } from "#lib/tenant/schema.ts";

const ReadReportForm = lazy(() => import("./read-report-form.tsx"));

/** Opens the form that reads a delivery report: the mail that says another one came back. */
export function ReadReport({ tenants }: { tenants: readonly TenantChoice[] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Read a delivery report</Button>
      <Dialog open={open} onOpenChange={setOpen} title="Read a delivery report" wide>
        <Suspense fallback={<Spinner label="Loading the form" />}>
          <ReadReportForm tenants={tenants} onDone={() => setOpen(false)} />
        </Suspense>
      </Dialog>
    </>
  );
}
