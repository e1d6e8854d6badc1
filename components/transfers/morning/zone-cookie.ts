/** Where the browser keeps the viewer's time zone for the server. Nothing but a name such as Europe/Berlin. */
export const ZONE_COOKIE = "patchbay-zone";
