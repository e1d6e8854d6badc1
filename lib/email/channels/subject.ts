import { channelSubject } from "../schema.ts";

export const PREFIX = "email-channel";

/** Topic that says: some email channel is other than it was. */
export const EMAIL_CHANNELS_TOPIC = "email-channels";

export const subjectOf = channelSubject;
export const channelIdOf = (subject: string) => subject.slice(PREFIX.length + 1);
