"use client";

import { useEffect } from "react";
import { fetchJson } from "#lib/api/fetch-json.ts";

const EVERY_MS = 20_000;

/** While this page is open and seen, the domain is looked up every 20 s; what that finds comes as a live update. */
export function WatchDomain({ id }: { id: string }) {
  useEffect(() => {
    const say = () => {
      if (document.hidden) return;
      // The next one comes soon; a page that is offline needs no remark for it.
      fetchJson(`/api/email/domains/${id}/watch`, { method: "POST" }).catch(() => {});
    };
    say();
    const timer = setInterval(say, EVERY_MS);
    return () => clearInterval(timer);
  }, [id]);
  return null;
}
