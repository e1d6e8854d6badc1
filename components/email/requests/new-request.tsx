"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Select } from "#components/ui/select.tsx";
import { REQUEST_NAMES } from "#lib/email/requests/mapping.ts";
import type { RequestKind } from "#lib/email/requests/schema.ts";
import type { TenantChoice } from "#lib/tenant/schema.ts";
import { RequestPanel } from "./request-panel.tsx";

const options = Object.entries(REQUEST_NAMES).map(([value, { name }]) => ({ value, label: name }));

/** Prepares a request about a whole tenant; those about a channel or a mail server begin at theirs. */
export function NewRequest({ tenants }: { tenants: readonly TenantChoice[] }) {
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<RequestKind>("ticketing_form");
  const [tenant, setTenant] = useState(tenants[0]?.id ?? "");
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        Prepare a request
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Request to the account representative" wide>
        <div className="grid gap-3">
          <div className="grid gap-3 sm:grid-cols-2">
            <Select
              aria-label="Request"
              value={kind}
              options={options}
              onChange={({ target }) => setKind(target.value as RequestKind)}
            />
            {tenants.length > 1 && (
              <Select
                aria-label="Connection"
                value={tenant}
                options={tenants.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={({ target }) => setTenant(target.value)}
              />
            )}
          </div>
          <RequestPanel key={`${tenant} ${kind}`} subject={`connection:${tenant}`} kind={kind} />
        </div>
      </Dialog>
    </>
  );
}
