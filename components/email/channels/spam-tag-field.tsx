"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { FieldError } from "#components/form/field.tsx";
import { errorIdOf } from "#components/form/field-ids.ts";
import { useAttempt } from "#components/setup/use-attempt.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Select } from "#components/ui/select.tsx";
import { fetchJson, ProblemError } from "#lib/api/fetch-json.ts";
import type { ChannelSettings, TagView } from "#lib/email/channels/schema.ts";

type Tags = { items: TagView[] };

/** The tag for what SES takes for spam: one of CXone's, or a new one made there (M-33). */
export function SpamTagField({ connectionId }: { connectionId: string }) {
  const id = useId();
  const client = useQueryClient();
  const key = ["emailTags", connectionId];
  const { setValue } = useFormContext<ChannelSettings>();
  const chosen = useWatch<ChannelSettings, "spamTag">({ name: "spamTag" });
  const [isMaking, setMaking] = useState(false);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      fetchJson<Tags>("/api/email/tags", { query: { connection: connectionId }, signal }),
  });
  const choose = (tag: TagView | undefined) =>
    setValue("spamTag", tag ? { id: tag.id, title: tag.title } : null, { shouldDirty: true });
  const tags = data?.items ?? [];
  // What was chosen before stays to be seen when CXone does not answer or has lost it.
  const gone = chosen && data && !tags.some((tag) => tag.id === chosen.id);
  const shown =
    chosen && !tags.some((tag) => tag.id === chosen.id) ? [{ ...chosen, color: "" }, ...tags] : tags;
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium text-sm">
        Spam tag
      </label>
      <div className="flex flex-wrap gap-2">
        <Select
          id={id}
          className="min-w-48 flex-1"
          value={chosen ? String(chosen.id) : ""}
          options={[
            { value: "", label: "None" },
            ...shown.map((tag) => ({ value: String(tag.id), label: tag.title })),
          ]}
          onChange={({ target }) => choose(shown.find((tag) => String(tag.id) === target.value))}
        />
        <Button aria-expanded={isMaking} onClick={() => setMaking(!isMaking)}>
          New tag
        </Button>
      </div>
      <p className="mt-1 text-muted text-xs">
        SES marks what it takes for spam; the tag lets a rule route it elsewhere, or tells agents.
        {gone && " The chosen tag is not in CXone any more."}
      </p>
      {error instanceof ProblemError && (
        <ErrorState problem={error} onRetry={() => void refetch()} retrying={isFetching} className="mt-2" />
      )}
      {isMaking && (
        <NewTag
          connectionId={connectionId}
          onMade={(tag) => {
            client.setQueryData<Tags>(key, { items: [...tags.filter((one) => one.id !== tag.id), tag] });
            choose(tag);
            setMaking(false);
          }}
        />
      )}
    </div>
  );
}

/** Stands inside another form, so that Enter here must not send that one. */
function NewTag({ connectionId, onMade }: { connectionId: string; onMade: (tag: TagView) => void }) {
  const id = useId();
  const [title, setTitle] = useState("Spam");
  const { busy, problem, run } = useAttempt();
  const wrong = problem?.fields?.title;
  const make = () =>
    run("make", async () =>
      onMade(await fetchJson<TagView>("/api/email/tags", { body: { connectionId, title } })),
    );
  return (
    <div className="mt-2 grid gap-2 rounded-md border p-3">
      <label htmlFor={id} className="text-sm">
        Title of the new tag
      </label>
      <div className="flex flex-wrap gap-2">
        <input
          id={id}
          className="control min-w-40 flex-1"
          value={title}
          autoComplete="off"
          aria-invalid={wrong !== undefined}
          aria-describedby={wrong ? errorIdOf(id) : undefined}
          onChange={(event) => setTitle(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            void make();
          }}
        />
        <Button loading={busy !== null} onClick={make}>
          Make it in CXone
        </Button>
      </div>
      <FieldError id={id} error={wrong} />
      {problem && !wrong && <ErrorState problem={problem} />}
    </div>
  );
}
