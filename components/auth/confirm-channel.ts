/** What the tab that came back from the provider calls the tab that waits by. */
export const CONFIRM_CHANNEL = "patchbay.confirmed";
