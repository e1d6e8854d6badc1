"use client";

import { useEffect, useRef, useState } from "react";
import { cn } from "#components/ui/cn.ts";
import type { Scheme } from "#lib/email/html/css/mapping.ts";
import { PREVIEW_PATH } from "#lib/email/html/frame/mapping.ts";
import type { Values } from "#lib/email/html/mapping.ts";

type MailFrameProps = {
  html: string;
  sample: Values;
  scheme?: Scheme;
  remoteImages?: boolean;
  title: string;
  className?: string;
};

type Content = { run: number; html: string; sample: string; action: string };

/**
 * A mail in a frame that can do nothing: sandboxed without scripts, in an origin of its own, under a policy of its own. What was
 * last seen stays until the next is there.
 */
export function MailFrame({
  html,
  sample,
  scheme = "light",
  remoteImages = false,
  title,
  className,
}: MailFrameProps) {
  const action = `${PREVIEW_PATH}?scheme=${scheme}&images=${remoteImages ? "remote" : "blocked"}`;
  const values = JSON.stringify(sample);
  const [contents, setContents] = useState<readonly Content[]>([]);
  useEffect(() => {
    setContents((before) => {
      const run = (before.at(-1)?.run ?? 0) + 1;
      return [...before.slice(0, 1), { run, html, sample: values, action }];
    });
  }, [html, values, action]);
  const loaded = (run: number) => setContents((before) => before.filter((content) => content.run >= run));

  return (
    <div className={cn("relative overflow-hidden rounded-md border bg-surface", className)}>
      {contents.map((content, at) => (
        <Frame
          // A frame that is new has no history: Back does not lead through what was typed.
          key={content.run}
          content={content}
          title={title}
          waiting={at > 0}
          onLoaded={() => loaded(content.run)}
        />
      ))}
    </div>
  );
}

type FrameProps = { content: Content; title: string; waiting: boolean; onLoaded: () => void };

function Frame({ content, title, waiting, onLoaded }: FrameProps) {
  const form = useRef<HTMLFormElement>(null);
  const sent = useRef(false);
  const name = `mail-${content.run}`;
  useEffect(() => {
    if (sent.current) return;
    sent.current = true;
    form.current?.submit();
  }, []);
  return (
    <>
      <form ref={form} method="post" action={content.action} target={name} className="hidden">
        <input type="hidden" name="html" defaultValue={content.html} />
        <input type="hidden" name="sample" defaultValue={content.sample} />
      </form>
      <iframe
        name={name}
        title={title}
        sandbox=""
        aria-hidden={waiting}
        tabIndex={waiting ? -1 : 0}
        // The empty document that every frame begins with loads too.
        onLoad={() => sent.current && onLoaded()}
        className={cn("absolute inset-0 size-full", waiting && "invisible")}
      />
    </>
  );
}
