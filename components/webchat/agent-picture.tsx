"use client";

import { useEffect, useState } from "react";
import type { Chat } from "./create-chat.ts";

type AgentPictureProps = {
  message: { id: number | null; authorName: string | null; authorImage: string | null };
  picture: Chat["picture"];
};

/** The agent's picture, or the initials until it is here and when there is none. Says nothing: the name stands beside it. */
export function AgentPicture({ message, picture }: AgentPictureProps) {
  const { id, authorName, authorImage } = message;
  const [source, setSource] = useState<string | null>(null);

  useEffect(() => {
    if (id === null || !authorImage) return;
    let shown = true;
    void picture({ id, authorImage }).then((loaded) => {
      if (shown) setSource(loaded);
    });
    return () => {
      shown = false;
    };
  }, [id, authorImage, picture]);

  const initials = (authorName ?? "")
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .join("")
    .slice(0, 2);
  return (
    <span
      aria-hidden
      style={source ? { backgroundImage: `url("${source}")` } : undefined}
      className="mt-5 flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft bg-center bg-cover font-medium text-accent-ink text-xs"
    >
      {source ? null : initials || "A"}
    </span>
  );
}
