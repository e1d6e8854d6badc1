"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toProblem } from "#components/form/apply-problem.ts";
import { announce } from "#components/ui/announce.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import type { TransferDetail } from "#lib/transfers/run/schema.ts";

/** Asks that a transfer goes no further. */
export function CancelTransfer({ id }: { id: string }) {
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => fetchJson<TransferDetail>(`/api/transfers/${id}/cancel`, { method: "POST" }),
    onSuccess: (view) => {
      client.setQueryData(queryKeys.transfers.one(id), view);
      announce("Cancel asked");
    },
    onError: (error) => {
      const { title, fix } = toProblem(error);
      toast({ kind: "bad", title, ...(fix ? { description: fix } : {}) });
    },
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.transfers.all }),
  });
  return (
    <Button loading={cancel.isPending} onClick={() => cancel.mutate()}>
      Cancel transfer
    </Button>
  );
}
