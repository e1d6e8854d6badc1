"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ProblemError } from "#lib/api/fetch-json.ts";

const staleMs = 5_000;
const maxRetries = 2;

let shared: QueryClient | undefined;

/** One client per browser tab; one per request on the server, where sharing would mix people's data. */
function queryClient(): QueryClient {
  if (typeof window === "undefined") return createClient();
  shared ??= createClient();
  return shared;
}

function createClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: staleMs, retry: isWorthRetrying },
      // A write is repeated by the person, never by us.
      mutations: { retry: false },
    },
  });
}

/** An answer that says no will say no again; silence and server errors may pass. */
function isWorthRetrying(failures: number, error: Error): boolean {
  const refused = error instanceof ProblemError && error.status >= 400 && error.status < 500;
  return !refused && failures < maxRetries;
}

/**
 * For pages whose data is live. Not in the root layout: pages made on the server need none of its 10 kB. Several of them
 * on one page share their answers.
 */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(queryClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
