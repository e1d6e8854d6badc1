/** Where the other side filed a message. */
export type Filed = {
  /** The contact (case, thread) it belongs to. */
  contactId: string | null;
  /** What the contact centre wants to be told again about this handover: the id that signals take, or how things stood. */
  interactionId: string | null;
};

/** A contact as the conversation remembers it. */
export type KnownContact = Filed & { contactId: string };

export type OutgoingMessage = {
  /** Ours; the other side keeps one message per id. */
  externalId: string;
  conversationId: string;
  /** The contact that the conversation has by now. */
  contactId: string | null;
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
};

export type Agent = { name: string | null; image: string | null };

/** How a visitor leaves: of their own will, or by being silent for too long. */
export type Leaving = "abandon" | "expired";

/** What the relay needs of a contact centre. All calls fail with an error that says whether they may have happened. */
export type ContactCentre = {
  /** A message that arrived there under our id, if it did: asked after a send whose end is not known. */
  find(externalId: string): Promise<Filed | undefined>;
  send(message: OutgoingMessage): Promise<Filed>;
  /** The contact; undefined when it does not exist any more. */
  readContact(contact: KnownContact): Promise<Contact | undefined>;
  /** Who has the contact; undefined when nobody has. */
  readAgent(contact: KnownContact): Promise<Agent | undefined>;
  /**
   * The contact with which the next handover goes on, because what was said so far is in it; undefined where the next
   * message has to make a new one.
   */
  takeUp(conversation: { id: string; contactId: string | null }): Promise<KnownContact | undefined>;
  /** Adds attributes to a contact; what is there under the same name is replaced. */
  setAttributes(
    contact: { contactId: string; conversationId: string; visitorName: string | null },
    attributes: readonly { ident: string; value: string }[],
  ): Promise<void>;
  /**
   * Brings a contact from the bot before the agents; does nothing the second time. Returns what was refused and stops
   * nothing; throws what has to be tried again.
   */
  escalate(filed: Filed): Promise<string | null>;
  /**
   * The visitor has left agents or their queue: takes the contact from both, for reports to count. Returns what was
   * refused and stops nothing; throws what has to be tried again. Does nothing the second time.
   */
  leave(contact: KnownContact & { waiting: boolean }, how: Leaving): Promise<string | null>;
  /** Closes a contact of which nothing more is to come. */
  closeContact(contactId: string): Promise<void>;
  /**
   * The agents have ended it: what is written next goes to the bot again. Does nothing the second time. Returns what
   * was refused and stops nothing; throws what has to be tried again.
   */
  handBack(contactId: string): Promise<string | null>;
  /** Shows the agent that the visitor is typing. */
  showTyping(conversationId: string, typing: boolean): Promise<void>;
};

/** What a contact centre is found by: a handover whose set-up has come as far as a channel. */
export type Reached = { providerId: string; kind: string; connectionId: string; channelId: string };

/** The contact centre of a handover. `requestId` is what the request log files its calls under. */
export type ContactCentreFor = (handover: Reached, requestId?: string) => Promise<ContactCentre>;
