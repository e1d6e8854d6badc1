"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { CredentialKind } from "#lib/connections/cxone/schema.ts";

const RotateForm = lazy(() => import("./rotate-form.tsx"));

const TITLE = { accessKey: "Rotate the access key", clientSecret: "Rotate the client secret" };

/** A button that leads to entering the second of two credentials. */
export function RotateCredential({ connectionId, kind }: { connectionId: string; kind: CredentialKind }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Rotate<span className="sr-only"> the {kind === "accessKey" ? "access key" : "client secret"}</span>
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={TITLE[kind]}>
        <Suspense fallback={<Skeleton className="h-40 w-full" />}>
          <RotateForm connectionId={connectionId} kind={kind} onDone={() => setOpen(false)} />
        </Suspense>
      </Dialog>
    </>
  );
}
