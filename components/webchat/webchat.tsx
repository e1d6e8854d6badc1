"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ChatHeader } from "./chat-header.tsx";
import { offeredChoices, shownMessages } from "./chat-state.ts";
import { Composer } from "./composer.tsx";
import type { VisitorDeed } from "./create-chat.ts";
import { MessageLog } from "./message-log.tsx";
import { useChat } from "./use-chat.ts";

type WebchatProps = { providerId: string; name: string; sandbox: boolean };

/** A visitor's chat with a handover: the bot first, a human on request. Fills the window; made for phones. */
export function Webchat({ providerId, name, sandbox }: WebchatProps) {
  const talk = useChat(providerId);
  const { chat, problem } = talk;
  const [refusal, setRefusal] = useState<string | null>(null);
  const ended = chat.conversation === "closed";

  const act = async (deed: VisitorDeed) => {
    const refused = await talk.act(deed);
    setRefusal(refused ? [refused.title, refused.detail].filter(Boolean).join(": ") : null);
  };

  return (
    <div className="mx-auto flex h-dvh max-w-2xl flex-col bg-surface sm:border-x">
      <ChatHeader name={name} sandbox={sandbox} chat={chat} onAct={act} />
      <MessageLog chat={chat} messages={shownMessages(chat)} onRetry={talk.retry} picture={talk.picture} />
      <div className="space-y-2 border-t p-3">
        {problem && (
          <Callout kind="bad" role="alert" title={problem.title}>
            {problem.detail && <p>{problem.detail}</p>}
            {problem.fix && <p>{problem.fix}</p>}
          </Callout>
        )}
        {refusal && (
          <Callout kind="warning" role="alert">
            {refusal}
          </Callout>
        )}
        {!problem && chat.line === "lost" && (
          <Callout kind="waiting" role="status">
            Connection lost. Trying again; what you write is kept.
          </Callout>
        )}
        <Choices offered={offeredChoices(chat)} onChoose={talk.write} />
        {ended ? (
          <Button variant="primary" className="w-full" onClick={talk.startAnew}>
            Start a new conversation
          </Button>
        ) : (
          <Composer
            canAskForHuman={chat.conversation === "bot"}
            onSend={talk.write}
            onTyping={talk.typing}
            onAskForHuman={() => act("request_human")}
          />
        )}
      </div>
    </div>
  );
}

/** Answers to press instead of typing them. */
function Choices({ offered, onChoose }: { offered: readonly string[]; onChoose: (text: string) => void }) {
  if (offered.length === 0) return null;
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">Suggested answers</legend>
      {offered.map((choice) => (
        <Button key={choice} size="sm" onClick={() => onChoose(choice)}>
          {choice}
        </Button>
      ))}
    </fieldset>
  );
}
