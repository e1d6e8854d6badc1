/** Where the other side filed a message. */
export type Filed = {
  /** The contact (case) it belongs to. */
  contactId: string | null;
  /** The id that signals to the running script take. */
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
  status: string;
  statusAt: Date | null;
  agentName: string | null;
  agentImage: string | null;
};

/** What the relay needs of a contact centre. All calls fail with an error that says whether they may have happened. */
export type ContactCentre = {
  /** A message that arrived there under our id, if it did: asked after a send whose end is not known. */
  find(externalId: string): Promise<Filed | undefined>;
  send(message: OutgoingMessage): Promise<Filed>;
  /** The contact; undefined when it does not exist any more. */
  readContact(contactId: string): Promise<Contact | undefined>;
  closeContact(contactId: string): Promise<void>;
  /** Takes a contact that waits out of its queue, for reports to count: the visitor left, or was silent too long. */
  abandonContact(contactId: string, type: "abandon" | "expired"): Promise<void>;
  /** Adds attributes to a contact; what is there under the same name is replaced. */
  setAttributes(contactId: string, attributes: readonly { ident: string; value: string }[]): Promise<void>;
  signal(interactionId: string, signal: "Escalate" | "End"): Promise<void>;
  /** Shows the agent that the visitor is typing. */
  showTyping(conversationId: string, typing: boolean): Promise<void>;
};

/** Finds the contact centre of a channel of a connection. `requestId` is what the request log files its calls under. */
export type ContactCentreFor = (
  connectionId: string,
  channelId: string,
  requestId?: string,
) => Promise<ContactCentre>;
