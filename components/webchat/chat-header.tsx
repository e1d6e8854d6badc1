"use client";

import { SandboxBadge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { State, type StateKind } from "#components/ui/state.tsx";
import { type ChatState, queueInWords } from "./chat-state.ts";
import type { VisitorDeed } from "./create-chat.ts";

type ChatHeaderProps = {
  name: string;
  sandbox: boolean;
  chat: ChatState;
  onAct: (deed: VisitorDeed) => void;
};

/** Whom the visitor talks to, and the ways out of it. */
export function ChatHeader({ name, sandbox, chat, onAct }: ChatHeaderProps) {
  const standing = standingOf(chat);
  const place = queueInWords(chat);
  const waiting = chat.conversation === "requested" || chat.conversation === "queued";
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b px-4 py-2">
      <div className="min-w-0">
        <div className="flex min-w-0 items-center gap-2">
          <h1 className="truncate font-medium text-lg">{name}</h1>
          {sandbox && <SandboxBadge />}
        </div>
        <div role="status" className="min-h-5">
          {standing && <State kind={standing.kind}>{standing.word}</State>}
          {place && <p className="text-muted text-sm">{place}</p>}
        </div>
      </div>
      <div className="flex gap-2">
        {waiting && (
          <Button size="sm" onClick={() => onAct("cancel")}>
            Cancel request
          </Button>
        )}
        {chat.conversation === "agent" && (
          <Button size="sm" onClick={() => onAct("leave")}>
            Back to the bot
          </Button>
        )}
        {chat.conversation && chat.conversation !== "closed" && (
          <Button size="sm" variant="ghost" onClick={() => onAct("end")}>
            End chat
          </Button>
        )}
      </div>
    </header>
  );
}

function standingOf(chat: ChatState): { kind: StateKind; word: string } | undefined {
  if (chat.stuck) return { kind: "warning", word: "Messages are delayed" };
  switch (chat.conversation) {
    case "bot":
      return { kind: "idle", word: "You are talking to a bot" };
    case "requested":
      return { kind: "waiting", word: "Asking for a human" };
    case "queued":
      return { kind: "waiting", word: "Waiting for a human" };
    case "agent":
      return {
        kind: "good",
        word: chat.agentName ? `You are talking to ${chat.agentName}` : "You are talking to a human",
      };
    case "closed":
      return { kind: "idle", word: "This conversation has ended" };
    default:
      return { kind: "running", word: "Connecting" };
  }
}
