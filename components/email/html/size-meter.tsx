"use client";

import { useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { State } from "#components/ui/state.tsx";
import { newKey } from "#lib/api/fetch-json.ts";
import { bytesInWords, MAIL_LIMIT_BYTES, mailSize } from "#lib/email/html/size/mapping.ts";

type SizeMeterProps = {
  htmlBytes: number;
  textBytes: number;
  /** Whether the limit counts where the mail is used, and what is to be said of that (M-01). */
  limit: { counts: boolean; sentence: string };
};

/** How much of the 40 MB a mail takes with attachments, encoded as it is sent (M-01). Files are measured, not uploaded. */
export function SizeMeter({ htmlBytes, textBytes, limit }: SizeMeterProps) {
  const id = useId();
  const [files, setFiles] = useState<readonly { id: string; name: string; bytes: number }[]>([]);
  const { total, fits, roomBytes, attachments } = mailSize({ htmlBytes, textBytes, attachments: files });
  return (
    <section className="space-y-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium text-sm">Size of the mail</h3>
        {limit.counts ? (
          <State kind={fits ? "good" : "bad"}>
            {bytesInWords(total)} of {bytesInWords(MAIL_LIMIT_BYTES)}
          </State>
        ) : (
          <State kind="idle">{bytesInWords(total)}, no limit of 40 MB</State>
        )}
      </div>
      {limit.counts && (
        <progress
          aria-label="Part of the 40 MB in use"
          className="h-1 w-full accent-accent-solid"
          value={Math.min(total, MAIL_LIMIT_BYTES)}
          max={MAIL_LIMIT_BYTES}
        />
      )}
      {limit.sentence && <p className="text-sm">{limit.sentence}</p>}
      <p className="text-muted text-sm">
        {limit.counts &&
          (fits
            ? `Room for ${bytesInWords(roomBytes)} of ${files.length > 0 ? "further " : ""}files. `
            : `${bytesInWords(total - MAIL_LIMIT_BYTES)} too much. `)}
        An attachment grows by a third and its line ends when it is sent
        {files.length > 0 && `: these to ${bytesInWords(attachments)}`}.
      </p>
      <label htmlFor={id} className="block text-sm">
        Attachments to count
      </label>
      <input
        id={id}
        type="file"
        multiple
        className="control h-auto py-1 text-sm"
        onChange={({ target }) => {
          const chosen = [...(target.files ?? [])].map(({ name, size }) => ({
            id: newKey(),
            name,
            bytes: size,
          }));
          setFiles((before) => [...before, ...chosen]);
          target.value = "";
        }}
      />
      {files.length > 0 && (
        <>
          <ul className="divide-y text-sm">
            {files.map(({ id, name, bytes }) => (
              <li key={id} className="flex justify-between gap-2 py-1">
                <span className="min-w-0 break-all">{name}</span>
                <span className="tabular-nums">{bytesInWords(bytes)}</span>
              </li>
            ))}
          </ul>
          <Button size="sm" onClick={() => setFiles([])}>
            Count none
          </Button>
        </>
      )}
    </section>
  );
}
