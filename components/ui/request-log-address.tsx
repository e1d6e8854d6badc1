"use client";

import { createContext, type ReactNode, useContext } from "react";

const Address = createContext<string | null>(null);

/** Says where the request log is, to those whose role sees it; every request id below then leads there. */
export function RequestLogAddress({ address, children }: { address: string | null; children: ReactNode }) {
  return <Address value={address}>{children}</Address>;
}

/** Where all calls of a request are listed; null for a reader who may not see them. */
export function useCallsOf(requestId: string | undefined): string | null {
  const address = useContext(Address);
  return address && requestId ? `${address}?q=${encodeURIComponent(requestId)}` : null;
}
