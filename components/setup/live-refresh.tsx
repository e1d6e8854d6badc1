"use client";

import { useRouter } from "next/navigation";
import { useRef } from "react";
import { useLiveTopics } from "../conversations/use-live-topics.ts";

/** Renders the page anew when the server says that something under one of the topics changed. */
export function LiveRefresh({ topics }: { topics: readonly string[] }) {
  const router = useRouter();
  // Each topic is told once on connecting; the page has just been made.
  const greeted = useRef(new Set<string>());
  useLiveTopics(topics, (topic) => {
    if (greeted.current.has(topic)) router.refresh();
    else greeted.current.add(topic);
  });
  return null;
}
