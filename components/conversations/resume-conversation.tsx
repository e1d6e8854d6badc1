"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import RotateCw from "lucide-react/icons/rotate-cw";
import { toProblem } from "#components/form/apply-problem.ts";
import { announce } from "#components/ui/announce.ts";
import { Button } from "#components/ui/button.tsx";
import { fetchJson } from "#lib/api/fetch-json.ts";
import { queryKeys } from "#lib/api/query-keys.ts";
import type { ConversationView } from "#lib/handover/conversation/schema.ts";

/** Has a parked conversation tried again from where it stopped. */
export function ResumeConversation({ id }: { id: string }) {
  const client = useQueryClient();
  const resume = useMutation({
    mutationFn: () => fetchJson<ConversationView>(`/api/conversations/${id}/resume`, { method: "POST" }),
    onSuccess: (view) => {
      client.setQueryData(queryKeys.conversations.one(id), view);
      announce("The conversation is tried again");
    },
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.conversations.all }),
  });
  const problem = resume.error ? toProblem(resume.error) : null;
  return (
    <>
      <Button size="sm" loading={resume.isPending} onClick={() => resume.mutate()}>
        <RotateCw aria-hidden />
        Try again
      </Button>
      {problem && (
        <p role="alert" className="w-full text-bad">
          {problem.title} {problem.fix}
        </p>
      )}
    </>
  );
}
