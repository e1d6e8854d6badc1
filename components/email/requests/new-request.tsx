"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Select } from "#components/ui/select.tsx";
import type { TenantChoice } from "#lib/tenant/schema.ts";
import { RequestPanel } from "./request-panel.tsx";

/** Prepares the one request about a whole tenant; those about a channel or a mail server begin at theirs, whose words they take. */
export function NewRequest({ tenants }: { tenants: readonly TenantChoice[] }) {
  const [open, setOpen] = useState(false);
  const [tenant, setTenant] = useState(tenants[0]?.id ?? "");
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        Prepare a request
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Request to the account representative" wide>
        <div className="grid gap-3">
          <p className="text-muted text-sm">
            This one is about a whole tenant. Requests about a mail server begin at step Sending of its
            channel, those about MAILFROM and Force TLS under Settings of the channel.
          </p>
          {tenants.length > 1 && (
            <Select
              aria-label="Connection"
              value={tenant}
              options={tenants.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={({ target }) => setTenant(target.value)}
            />
          )}
          <RequestPanel key={tenant} subject={`connection:${tenant}`} kind="ticketing_form" />
        </div>
      </Dialog>
    </>
  );
}
