"use client";

import { useQuery } from "@tanstack/react-query";
import NextLink from "next/link";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import type { AuditDetail } from "#lib/audit/schema.ts";
import { AuditDetailView } from "./audit-detail.tsx";

/** The row of the address beside the list, with all that is known of it. */
export function AuditDrawer({ seq, onClose }: { seq: string | undefined; onClose: () => void }) {
  const { data, error, refetch } = useQuery({
    queryKey: queryKeys.audit.one(seq ?? ""),
    queryFn: ({ signal }) =>
      fetchJson<AuditDetail>(`/api/audit/${encodeURIComponent(seq ?? "")}`, { signal }),
    enabled: seq !== undefined,
    // What is in the log does not change.
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Sheet
      open={seq !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={data?.action ?? `Row ${seq}`}
      footer={
        <Button asChild size="sm">
          <NextLink href={`/activity/audit/${seq}`}>Open as a page</NextLink>
        </Button>
      }
    >
      {data ? (
        <AuditDetailView entry={data} />
      ) : error ? (
        <ErrorState
          problem={error instanceof ProblemError ? error : { title: "Something failed in this page" }}
          onRetry={() => void refetch()}
        />
      ) : (
        <Skeleton className="h-40 w-full" />
      )}
    </Sheet>
  );
}
