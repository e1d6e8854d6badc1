"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

/** Asks before typed text is lost: on links of ours with a dialog, on closing and reloading with the browser's own question. */
export function UnsavedGuard({ active }: { active: boolean }) {
  const router = useRouter();
  const [leavingTo, setLeavingTo] = useState<string | null>(null);

  useEffect(() => {
    if (!active) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const href = plainLinkOf(event);
      if (!href) return;
      event.preventDefault();
      event.stopPropagation();
      setLeavingTo(href);
    };
    window.addEventListener("beforeunload", onUnload);
    // On the window and while capturing: before React, which listens at the document, lets Next navigate.
    window.addEventListener("click", onClick, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      window.removeEventListener("click", onClick, { capture: true });
    };
  }, [active]);

  return (
    <Dialog
      open={leavingTo !== null}
      onOpenChange={() => setLeavingTo(null)}
      title="Leave without saving?"
      description="What you typed on this page is not saved yet."
      footer={
        <>
          <Button onClick={() => leavingTo && router.push(leavingTo)}>Leave without saving</Button>
          <Button variant="primary" onClick={() => setLeavingTo(null)}>
            Stay here
          </Button>
        </>
      }
    />
  );
}

/** The address within the console to which this click would take the whole page, if it would. */
function plainLinkOf(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href || link.target === "_blank" || link.hasAttribute("download")) return null;
  const url = new URL(link.href);
  const here = window.location;
  if (url.origin !== here.origin) return null;
  return url.pathname === here.pathname && url.search === here.search
    ? null
    : url.pathname + url.search + url.hash;
}
