"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { type Chat, type ChatSnapshot, createChat, initialSnapshot } from "./create-chat.ts";

/** The conversation of this browser with a handover, followed while the page shows. */
export function useChat(providerId: string): Chat & ChatSnapshot {
  const [chat] = useState(() => createChat(providerId));
  const snapshot = useSyncExternalStore(chat.subscribe, chat.snapshot, () => initialSnapshot);
  useEffect(() => {
    chat.start();
    return chat.stop;
  }, [chat]);
  return { ...chat, ...snapshot };
}
