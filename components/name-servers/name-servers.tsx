"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { Time } from "#components/ui/time.tsx";
import type { NameServersView } from "#lib/name-servers/schema.ts";

const NameServersForm = lazy(() => import("./name-servers-form.tsx"));

const SOURCES: Record<NameServersView["source"], string> = {
  setting: "Chosen here.",
  environment: "From DNS_SERVERS in the environment of this installation.",
  system: "The resolver of the machine that Patchbay runs on.",
};

/** Whom DNS look-ups of the workspace ask, and the way to change it. */
export function NameServers({ view, mayChange }: { view: NameServersView; mayChange: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <div id="name-servers">
      <Section
        title="DNS servers"
        note="Whom look-ups ask. Public servers show what the world sees; one of your own may show changes sooner."
        actions={mayChange && <Button onClick={() => setOpen(true)}>Change</Button>}
      >
        <div className="grid gap-1 p-3 text-sm">
          <p className="font-mono">{view.servers.join(", ") || "System resolver"}</p>
          <p className="text-muted">
            {SOURCES[view.source]}
            {view.source === "setting" && view.updatedAt && (
              <>
                {" "}
                By {view.updatedBy}, <Time at={view.updatedAt} />
              </>
            )}
          </p>
        </div>
      </Section>
      <Dialog open={open} onOpenChange={setOpen} title="DNS servers for look-ups">
        <Suspense fallback={<Spinner label="Loading the form" />}>
          <NameServersForm
            servers={view.source === "setting" ? view.servers : []}
            onDone={() => setOpen(false)}
          />
        </Suspense>
      </Dialog>
    </div>
  );
}
