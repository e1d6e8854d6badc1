"use client";

import SendHorizontal from "lucide-react/icons/send-horizontal";
import { useEffect, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { useInBrowser } from "#components/ui/use-in-browser.ts";
import { MAX_MESSAGE_LENGTH } from "#lib/handover/conversation/mapping.ts";

type ComposerProps = {
  canAskForHuman: boolean;
  onSend: (text: string) => void;
  onTyping: (on: boolean) => void;
  onAskForHuman: () => void;
};

const TYPING_ENDS_MS = 5_000;
const COUNT_FROM = MAX_MESSAGE_LENGTH - 200;

/** Where the visitor writes. Enter sends, Shift and Enter begins a line. */
export function Composer({ canAskForHuman, onSend, onTyping, onAskForHuman }: ComposerProps) {
  const [text, setText] = useState("");
  const box = useRef<HTMLTextAreaElement>(null);
  const idle = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  // What is written before the page's scripts are there would not be sent, and be lost when they come.
  const ready = useInBrowser();
  const tooLong = text.trim().length > MAX_MESSAGE_LENGTH;

  useEffect(() => () => clearTimeout(idle.current), []);

  const send = () => {
    const written = text.trim();
    if (!written || tooLong) return;
    clearTimeout(idle.current);
    onSend(written);
    setText("");
    box.current?.focus();
  };

  const type = (value: string) => {
    setText(value);
    clearTimeout(idle.current);
    onTyping(value !== "");
    if (value !== "") idle.current = setTimeout(() => onTyping(false), TYPING_ENDS_MS);
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label htmlFor={id} className="sr-only">
        Your message
      </label>
      <div className="flex items-end gap-2">
        <textarea
          ref={box}
          id={id}
          rows={1}
          readOnly={!ready}
          value={text}
          placeholder="Write a message"
          autoComplete="off"
          aria-invalid={tooLong || undefined}
          aria-describedby={text.length > COUNT_FROM ? `${id}-count` : undefined}
          className="control field-sizing-content max-h-40 resize-none"
          onChange={({ target }) => type(target.value)}
          onKeyDown={(event) => {
            // While a word is being composed, Enter belongs to the input method.
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <Button type="submit" variant="primary" disabled={!text.trim() || tooLong}>
          <SendHorizontal aria-hidden />
          Send
        </Button>
      </div>
      <div className="mt-2 flex min-h-7 items-center justify-between gap-2">
        {canAskForHuman ? (
          <Button size="sm" onClick={onAskForHuman}>
            Ask for a human
          </Button>
        ) : (
          <span />
        )}
        {text.length > COUNT_FROM && (
          <span id={`${id}-count`} className={tooLong ? "text-bad text-xs" : "text-faint text-xs"}>
            {text.trim().length}/{MAX_MESSAGE_LENGTH}
          </span>
        )}
      </div>
    </form>
  );
}
