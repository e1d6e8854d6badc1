import type { VisitorUpdate } from "#lib/handover/conversation/schema.ts";
import { ask, type Problem } from "./ask.ts";
import { type ChatAction, type ChatState, emptyChat, stepChat } from "./chat-state.ts";
import { followStream } from "./event-stream.ts";
import { rest } from "./rest.ts";
import { loadSession, loadUnsent, newClientId, type Session, saveSession, saveUnsent } from "./session.ts";

export type VisitorDeed = "request_human" | "cancel" | "leave" | "end";
export type ChatSnapshot = { chat: ChatState; problem: Problem | null };

export type Chat = {
  subscribe(onChange: () => void): () => void;
  snapshot(): ChatSnapshot;
  start(): void;
  stop(): void;
  write(text: string): void;
  /** Sends a message again under its own id. */
  retry(clientId: string, text: string): void;
  act(deed: VisitorDeed): Promise<Problem | null>;
  typing(on: boolean): void;
  /** The address of an agent's picture for an `img`, once it is here; null when there is none to show. */
  picture(message: { id: number; authorImage: string }): Promise<string | null>;
  /** Forgets this conversation and begins another. */
  startAnew(): void;
};

const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 15_000;
const TYPING_EVERY_MS = 3_000;
/** How long an agent is shown to type who was not heard of again. */
const AGENT_TYPING_MS = 10_000;

export const initialSnapshot: ChatSnapshot = { chat: emptyChat, problem: null };

/**
 * One visitor's conversation with one handover: made or taken up again, followed, written to. What is written is sent
 * one after the other, each under an id of its own, until the server has it; the page may break in between. `origin`
 * is the bridge's where that is not the page's.
 */
export function createChat(providerId: string, origin = ""): Chat {
  const base = (id: string) => `${origin}/handover/webchat/${id}/conversations`;
  const listeners = new Set<() => void>();
  let snapshot = initialSnapshot;
  let session: Session | null = null;
  let creating: Promise<boolean> | undefined;
  let life = new AbortController();
  let sending = false;
  let typingTold = 0;
  let agentTyping: ReturnType<typeof setTimeout> | undefined;
  const pictures = new Map<string, Promise<string | null>>();

  const set = (next: ChatSnapshot) => {
    snapshot = next;
    for (const listener of listeners) listener();
  };
  const step = (action: ChatAction) => {
    set({ ...snapshot, chat: stepChat(snapshot.chat, action) });
    saveUnsent(providerId, snapshot.chat.unsent);
  };
  const headers = () => ({ authorization: `Bearer ${session?.visitorToken ?? ""}` });
  const at = (leaf: string) =>
    `${base(session?.providerId ?? providerId)}/${session?.conversationId}/${leaf}`;

  /** Begins a conversation, trying until it works; false when there is none to be had here. */
  async function create(signal: AbortSignal): Promise<boolean> {
    for (let waitMs = RETRY_MIN_MS; !signal.aborted; waitMs = Math.min(RETRY_MAX_MS, waitMs * 2)) {
      const answer = await ask<Session>(base(providerId), { body: {} });
      if (answer.ok) {
        const { providerId: at = providerId, conversationId, visitorToken } = answer.value;
        session = { providerId: at, conversationId, visitorToken };
        saveSession(providerId, session);
        set({ ...snapshot, problem: null });
        return true;
      }
      set({ ...snapshot, problem: answer.problem });
      if (answer.final) return false;
      await rest(answer.waitMs ?? waitMs, signal);
    }
    return true;
  }

  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      session ??= loadSession(providerId);
      if (!session) {
        creating ??= create(signal).finally(() => {
          creating = undefined;
        });
        if (!(await creating)) return;
        // Made, or given up by a page that has gone in between: look again.
        continue;
      }
      void send();
      let refused = false;
      await followStream({
        url: at("events"),
        headers: () => ({ ...headers(), "last-event-id": String(snapshot.chat.cursor) }),
        signal,
        onOpen: () => step({ do: "line", line: "open" }),
        onLost: () => step({ do: "line", line: "lost" }),
        onEvent: ({ event, data }) => {
          if (event === "update") step({ do: "update", update: JSON.parse(data) as VisitorUpdate });
          if (event === "typing") showAgentTyping((JSON.parse(data) as { typing: boolean }).typing);
        },
        onRefused: () => {
          refused = true;
        },
      });
      if (refused) forget();
    }
  }

  function showAgentTyping(typing: boolean): void {
    clearTimeout(agentTyping);
    step({ do: "typing", typing });
    if (typing) agentTyping = setTimeout(() => step({ do: "typing", typing: false }), AGENT_TYPING_MS);
  }

  /** The server does not know this conversation any more; what was not sent goes into the next one. */
  function forget(): void {
    session = null;
    saveSession(providerId, null);
    step({ do: "restart", unsent: snapshot.chat.unsent.filter((one) => one.state !== "accepted") });
  }

  /** Sends what waits, in order. */
  async function send(): Promise<void> {
    if (sending) return;
    sending = true;
    let waitMs = RETRY_MIN_MS;
    try {
      for (;;) {
        const next = snapshot.chat.unsent.find((one) => one.state === "sending" || one.state === "waiting");
        // Asked of the life of now: one that was begun anew in between goes on here.
        if (!next || !session || life.signal.aborted) return;
        const { clientId, text } = next;
        const answer = await ask(at("messages"), { body: { id: clientId, text }, headers: headers() });
        if (answer.ok) {
          step({ do: "unsent", clientId, state: "accepted" });
          waitMs = RETRY_MIN_MS;
        } else if (answer.final) {
          step({ do: "unsent", clientId, state: "refused" });
        } else {
          step({ do: "unsent", clientId, state: "waiting" });
          await rest(answer.waitMs ?? waitMs, life.signal);
          waitMs = Math.min(RETRY_MAX_MS, waitMs * 2);
        }
      }
    } finally {
      sending = false;
    }
  }

  return {
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    snapshot: () => snapshot,
    start() {
      life = new AbortController();
      if (snapshot.chat.unsent.length === 0) step({ do: "restart", unsent: loadUnsent(providerId) });
      void run(life.signal);
    },
    stop() {
      clearTimeout(agentTyping);
      life.abort();
    },
    write(text) {
      step({ do: "write", clientId: newClientId(), text, writtenAt: new Date().toISOString() });
      void send();
    },
    retry(clientId, text) {
      const isOurs = snapshot.chat.unsent.some((one) => one.clientId === clientId);
      if (isOurs) {
        step({ do: "unsent", clientId, state: "sending" });
        void send();
      } else {
        // The server has it and could not deliver it: the same id asks it to try again.
        void ask(at("messages"), { body: { id: clientId, text }, headers: headers() });
      }
    },
    async act(deed) {
      const answer = await ask(at("actions"), {
        body: { id: newClientId(), action: deed },
        headers: headers(),
      });
      return answer.ok ? null : answer.problem;
    },
    typing(on) {
      const now = Date.now();
      if (!session || snapshot.chat.conversation !== "agent" || (on && now - typingTold < TYPING_EVERY_MS))
        return;
      typingTold = on ? now : 0;
      void ask(at("typing"), { body: { typing: on }, headers: headers() });
    },
    picture({ id, authorImage }) {
      const known = pictures.get(authorImage);
      if (known) return known;
      const loading = loadPicture(`${at("agent-image")}?message=${id}`, headers());
      pictures.set(authorImage, loading);
      return loading;
    },
    startAnew() {
      life.abort();
      session = null;
      saveSession(providerId, null);
      step({ do: "restart" });
      life = new AbortController();
      void run(life.signal);
    },
  };
}

/** As a blob: an `img` cannot send the visitor's token. */
async function loadPicture(url: string, headers: Record<string, string>): Promise<string | null> {
  try {
    const response = await fetch(url, { headers });
    return response.ok ? URL.createObjectURL(await response.blob()) : null;
  } catch {
    return null;
  }
}
