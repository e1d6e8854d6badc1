export const templateSubject = (id: string) => `email-template:${id}`;

/** What a page shows of a template when somebody says that it stands in CXone. */
export const shownOf = ({ version, channels }: { version: number; channels: readonly { id: string }[] }) => ({
  version,
  channels: channels.map(({ id }) => id).sort(),
});

/** Topic that says: some template is other than it was. */
export const TEMPLATES_TOPIC = "email-templates";

/** Where a template is entered in CXone (M-40). */
export const CREATE_PATH = [
  "CXone",
  "ACD",
  "Digital",
  "Points of Contact Digital",
  "Templates",
  "Create New Template",
];
export const CONNECT_PATH = ["CXone", "ACD", "Digital", "Points of Contact Digital", "the channel", "Edit"];
