"use client";

import { useEffect, useRef } from "react";

/**
 * Calls `onChange` when the server says that something under one of the topics changed, and whenever the line to it
 * comes (back) up, because what happened meanwhile is unknown. The topics only tell to read again; without any, nothing is listened to.
 */
export function useLiveTopics(topics: readonly string[], onChange: (topic: string) => void): void {
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  const joined = topics.join(",");
  useEffect(() => {
    if (joined === "") return;
    const source = new EventSource(`/api/events?topics=${encodeURIComponent(joined)}`);
    source.onmessage = ({ data }) => {
      const { topic } = JSON.parse(data) as { topic: string };
      latest.current(topic);
    };
    return () => source.close();
  }, [joined]);
}
