"use client";

import { useEffect, useRef } from "react";
import { cn } from "#components/ui/cn.ts";
import { Link } from "#components/ui/link.tsx";
import { AgentPicture } from "./agent-picture.tsx";
import { type ChatState, deliveryInWords, type ShownMessage, whoTypes } from "./chat-state.ts";
import type { Chat } from "./create-chat.ts";
import { RetryMessage } from "./retry-message.tsx";

type MessageLogProps = {
  chat: ChatState;
  messages: readonly ShownMessage[];
  onRetry: (clientId: string, text: string) => void;
  picture: Chat["picture"];
};

const NEAR_THE_END_PX = 120;
/** Focusable: not every browser lets keys scroll otherwise. */
const scrollable = { role: "log", "aria-label": "Conversation", "aria-live": "polite", tabIndex: 0 } as const;

/** The conversation, read out as it grows. It stays at its end unless the visitor has scrolled up to read. */
export function MessageLog({ chat, messages, onRetry, picture }: MessageLogProps) {
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const typing = whoTypes(chat);
  const length = messages.length + (typing ? 1 : 0);

  useEffect(() => {
    const box = log.current;
    if (box && atEnd.current && length > 0) box.scrollTop = box.scrollHeight;
  }, [length]);

  const lastOwn = messages.findLast((message) => message.author === "visitor")?.key;
  return (
    <div
      ref={log}
      {...scrollable}
      onScroll={({ currentTarget: box }) => {
        atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_THE_END_PX;
      }}
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 py-4"
    >
      <ol className="flex flex-col gap-3">
        {messages.map((message) => (
          <li key={message.key} className={cn("flex gap-2", message.author === "visitor" && "justify-end")}>
            {message.author === "agent" && <AgentPicture message={message} picture={picture} />}
            <Bubble message={message} showDelivery={message.key === lastOwn} onRetry={onRetry} />
          </li>
        ))}
        {typing && (
          <li className="flex">
            <TypingDots who={typing} />
          </li>
        )}
      </ol>
    </div>
  );
}

const looks = {
  visitor: "bg-accent-solid text-on-solid",
  bot: "bg-sunken",
  agent: "bg-accent-soft",
  system: "",
};

const WHO = { visitor: "You", bot: "Bot", agent: "Agent", system: "" };

type BubbleProps = {
  message: ShownMessage;
  showDelivery: boolean;
  onRetry: (clientId: string, text: string) => void;
};

function Bubble({ message, showDelivery, onRetry }: BubbleProps) {
  const { author, authorName, text, attachments, delivery, clientId, sentAt, removed } = message;
  if (author === "system") {
    return <p className="w-full text-balance px-6 text-center text-muted text-sm">{text}</p>;
  }
  const who = authorName || WHO[author];
  const failed = delivery === "failed" || delivery === "refused";
  return (
    <div className="min-w-0 max-w-[85%]">
      <p className={cn("mb-0.5 text-faint text-xs", author === "visitor" && "sr-only")}>{who}</p>
      <div className={cn("whitespace-pre-wrap break-words rounded-md px-3 py-2", looks[author])}>
        {removed ? <span className="text-muted italic">This message was removed.</span> : text}
        {attachments.length > 0 && (
          <ul className={cn("space-y-1 text-sm", text && "mt-1.5")}>
            {attachments.map((file) => (
              <li key={file.url}>
                <Link external href={file.url}>
                  {file.name}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
      {author === "visitor" && (showDelivery || failed || delivery === "waiting") ? (
        <div className="mt-0.5 flex items-center justify-end gap-2 text-faint text-xs">
          <span className={cn(failed && "text-bad")}>{deliveryInWords(delivery)}</span>
          {failed && clientId && <RetryMessage onRetry={() => onRetry(clientId, text)} />}
        </div>
      ) : (
        <time dateTime={sentAt} className="sr-only" suppressHydrationWarning>
          {new Date(sentAt).toLocaleTimeString()}
        </time>
      )}
    </div>
  );
}

function TypingDots({ who }: { who: string }) {
  return (
    <div className="rounded-md bg-sunken px-3 py-2.5">
      <span className="sr-only">{who} is typing</span>
      <span aria-hidden className="flex gap-1">
        {["", "[animation-delay:200ms]", "[animation-delay:400ms]"].map((delay) => (
          <span key={delay} className={cn("size-1.5 animate-pulse-slow rounded-full bg-muted", delay)} />
        ))}
      </span>
    </div>
  );
}
