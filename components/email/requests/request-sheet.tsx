"use client";

import { Sheet } from "#components/ui/sheet.tsx";
import type { RequestView } from "#lib/email/requests/schema.ts";
import { RequestPanel } from "./request-panel.tsx";

type RequestSheetProps = {
  request: Pick<RequestView, "subject" | "kind" | "about">;
  mayChange: boolean;
  onClose: () => void;
};

/** One request beside the list. */
export function RequestSheet({ request: { subject, kind, about }, mayChange, onClose }: RequestSheetProps) {
  return (
    <Sheet open onOpenChange={onClose} title={`Request about ${about.name}`}>
      <RequestPanel subject={subject} kind={kind} mayChange={mayChange} />
    </Sheet>
  );
}
