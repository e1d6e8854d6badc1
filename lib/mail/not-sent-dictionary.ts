import type { NotSent } from "./outcome.ts";
import type { SmtpEntry } from "./smtp-dictionary.ts";

/** Sessions that came to no answer. */
export const SMTP_NOT_SENT: Readonly<Record<NotSent, Omit<SmtpEntry, "id">>> = {
  blocked: {
    title: "Patchbay does not call this server",
    detail: "{response}",
    fix: "Use the public address. If it is meant to be a private one, an admin can allow {host} in Settings.",
  },
  unknown_host: {
    title: "This mail server does not exist",
    detail: "The name {host} does not resolve.",
    fix: "Check the spelling of the host. Microsoft's is smtp.office365.com.",
    button: "settings",
  },
  refused_connection: {
    title: "Nothing listens there",
    detail: "{host} refuses connections on this port.",
    fix: "Check the port: 587 for STARTTLS, 465 for TLS from the start.",
    button: "settings",
  },
  timeout: {
    title: "The mail server did not answer in time",
    detail: "{host} is slow, or a firewall swallows the connection.",
    fix: "Send again. If it stays, let your network team allow outgoing SMTP to {host}.",
  },
  lost: {
    title: "The connection was lost before the mail was sent",
    detail: "{response}",
    fix: "Send again: nothing has left.",
  },
  not_smtp: {
    title: "This is no mail server",
    detail: "What {host} answers on this port is not SMTP. The port may expect TLS from the start.",
    fix: "Check host, port and encryption.",
    button: "settings",
  },
  no_starttls: {
    title: "The server does not offer STARTTLS",
    detail: "Nothing was sent, since it would have been readable on the way.",
    fix: "Use the submission port (587), or TLS from the start (465).",
    button: "settings",
  },
  untrusted_certificate: {
    title: "The certificate of the server is not trusted",
    detail: "{host} shows a certificate of an authority that is not publicly known: {response}.",
    fix: "If the server has an authority of your own, paste its certificate into the configuration.",
    button: "settings",
  },
  wrong_name: {
    title: "The certificate belongs to another name",
    detail: "{response}",
    fix: "Use the name that the certificate is made for.",
    button: "settings",
  },
  expired_certificate: {
    title: "The certificate of the server is out of date",
    detail: "{host} shows a certificate that does not hold today.",
    fix: "Ask who runs the server to renew it.",
  },
  tls_failed: {
    title: "No encrypted connection came about",
    detail: "{response}",
    fix: "Check port and encryption: 587 goes with STARTTLS, 465 with TLS from the start.",
    button: "settings",
  },
  no_oauth: {
    title: "The server does not take OAuth",
    detail: "{response}",
    fix: "Check the host. Microsoft's smtp.office365.com takes it.",
    button: "settings",
  },
  no_password: {
    title: "The server takes no password",
    detail: "{response}",
    fix: "Choose OAuth, or no sign-in if the server trusts this address.",
    button: "settings",
  },
  too_big: {
    title: "The mail is too large for the server",
    detail: "The server says beforehand how large a mail may be.",
    fix: "Send less.",
  },
};
