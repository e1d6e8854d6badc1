/** Where the other side filed a message. */
export type Filed = {
  /** The contact (case, thread) it belongs to. */
  contactId: string | null;
  /** The id that signals to a running script take; null where there are none. */
  interactionId: string | null;
};

export type OutgoingMessage = {
  /** Ours; the other side keeps one message per id. */
  externalId: string;
  conversationId: string;
  visitorName: string | null;
  text: string;
  sentAt: Date;
  /** Set for what the bot said: filed as sent to the visitor, by the bot of this name. */
  botName?: string;
  /** Attributes of the contact; with the first message of a handover only. */
  attributes?: readonly { ident: string; value: string }[];
};

export type Contact = {
  /** No agent answers any more. */
  isOver: boolean;
  /** As the contact centre calls it, for the record. */
  status: string;
  statusAt: Date | null;
  agentName: string | null;
  agentImage: string | null;
};

/** How a visitor leaves: of their own will, or by being silent for too long. */
export type Leaving = "abandon" | "expired";

/** What the relay needs of a contact centre. All calls fail with an error that says whether they may have happened. */
export type ContactCentre = {
  /** A message that arrived there under our id, if it did: asked after a send whose end is not known. */
  find(externalId: string): Promise<Filed | undefined>;
  send(message: OutgoingMessage): Promise<Filed>;
  /** The contact; undefined when it does not exist any more. */
  readContact(contactId: string): Promise<Contact | undefined>;
  /** Adds attributes to a contact; what is there under the same name is replaced. */
  setAttributes(contactId: string, attributes: readonly { ident: string; value: string }[]): Promise<void>;
  /**
   * Brings a contact from the bot before the agents; does nothing the second time. Returns what was refused and stops
   * nothing; throws what has to be tried again.
   */
  escalate(filed: Filed): Promise<string | null>;
  /**
   * The visitor has left agents or their queue: takes the contact from both, for reports to count. Returns what was
   * refused and stops nothing; throws what has to be tried again. Does nothing the second time.
   */
  leave(
    contact: { contactId: string; interactionId: string | null; waiting: boolean },
    how: Leaving,
  ): Promise<string | null>;
  /** Closes a contact of which nothing more is to come. */
  closeContact(contactId: string): Promise<void>;
  /** The agents have ended it: what is written next goes to the bot again. Does nothing the second time. */
  handBack(contactId: string): Promise<void>;
  /** Shows the agent that the visitor is typing. */
  showTyping(conversationId: string, typing: boolean): Promise<void>;
};

/** What a contact centre is found by: a handover whose set-up has come as far as a channel. */
export type Reached = { providerId: string; kind: string; connectionId: string; channelId: string };

/** The contact centre of a handover. `requestId` is what the request log files its calls under. */
export type ContactCentreFor = (handover: Reached, requestId?: string) => Promise<ContactCentre>;
