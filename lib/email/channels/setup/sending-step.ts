import "server-only";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import type { Guide, Step } from "#lib/setup/step.ts";
import { type SendingInput, sendingInput } from "../schema.ts";
import { writeChannel } from "../write-channel.ts";
import {
  type ChannelContext,
  consoleLink,
  EMAIL_PATH,
  HELP,
  isDone,
  openRequest,
  SYSTEM,
} from "./context.ts";

/** M-26: the representative makes the configuration in Cloud Email tools. M-27: and switches it on after Authorize. */
export const SMTP_WAITS = ["smtp_configuration", "smtp_enable"] as const;
const ASKED_FOR: Record<(typeof SMTP_WAITS)[number], string> = {
  smtp_configuration: "the SMTP configuration in Cloud Email tools",
  smtp_enable: "switching the SMTP configuration on",
};

function smtpTodo(context: ChannelContext): string | null {
  const { smtp } = context;
  if (!smtp) return "Choose the mail server that mail leaves by.";
  if (!isDone(context, "smtp_configuration"))
    return `Ask the account representative for ${ASKED_FOR.smtp_configuration}.`;
  if (smtp.auth === "delegated" && !smtp.granted) return `Authorise ${smtp.name} at Microsoft.`;
  if (!isDone(context, "smtp_enable")) return `Ask the account representative for ${ASKED_FOR.smtp_enable}.`;
  return smtp.lastOkAt ? null : `Send a test mail over ${smtp.name}.`;
}

/** M-27: CXone signs in to Microsoft by itself, with the same application. Its page is blank for other servers. */
function advancedSettings(context: ChannelContext): Guide | null {
  const { channel, smtp } = context;
  if (channel.sending !== "smtp" || smtp?.provider !== "microsoft") return null;
  const id = (label: string, value: string | null) => ({
    label,
    value: value ?? "",
    secret: false,
    copy: value !== null,
  });
  return {
    system: SYSTEM,
    path: [...EMAIL_PATH, "Advanced Settings", "Details"],
    link: consoleLink(context),
    values: [
      id("Tenant Id", smtp.tenantId),
      id("Client Id", smtp.clientId),
      {
        label: "Client Secret",
        value: "The Value from Entra",
        secret: false,
        copy: false,
        note: "Patchbay shows no secret again. An app may have two: add another one for CXone.",
      },
      {
        label: "Redirect URL",
        value: "As CXone shows it there",
        secret: false,
        copy: false,
        note: "Register it at the app in Entra too, beside the one of Patchbay.",
      },
    ],
  };
}

export const sendingStep: Step<ChannelContext> = {
  id: "sending",
  title: "Sending",
  why: "Mail leaves by CXone's own SES, or by a mail server of your own. Microsoft's asks for OAuth, and the account representative acts twice.",
  who: "A CXone administrator; for Microsoft also its administrator",
  minutes: 5,
  docs: {
    path: [...EMAIL_PATH, "Advanced Settings"],
    link: HELP,
    doesNotProve: "That CXone itself sends by the server: a reply of an agent shows it.",
  },
  notes: [
    {
      tone: "info",
      text: "By SES a mail is at most 40 MB with its base64, which is about 29 MB of files. A mail server of one's own has its own limit.",
      source: "M-01",
    },
  ],
  needs: [],
  mode: ({ channel }) => (channel.sending === "smtp" ? "guided" : "automatic"),
  input: sendingInput,
  value: ({ channel, smtp }): SendingInput => ({ sending: channel.sending, smtpId: smtp?.id ?? "" }),
  verify: async (_ctx, { connection, channel }, input) => {
    const { sending, smtpId } = input as SendingInput;
    if (sending === "ses") return;
    const row = await db().smtpConfiguration.findUnique({
      where: { id: smtpId },
      select: { connectionId: true },
    });
    if (row?.connectionId !== connection.id) {
      throw new AppError("bad_input", { fields: { smtpId: "Choose a mail server of this tenant." } });
    }
    if (channel.settings.displayName !== "") {
      const sentence =
        "The display name has to go first: CXone does not support it on a mail server of your own.";
      throw new AppError("bad_input", { fields: { sending: sentence } });
    }
  },
  save: async (tx, ctx, { channel }, input) => {
    const { sending, smtpId } = input as SendingInput;
    await writeChannel(tx, ctx, channel.id, { sending, smtpId: sending === "smtp" ? smtpId : null });
    return null;
  },
  todo: (context) => {
    if (!context.records.sending?.visitedAt) return "Choose how mail leaves.";
    return context.channel.sending === "smtp" ? smtpTodo(context) : null;
  },
  waitsFor: (context) => {
    if (context.channel.sending !== "smtp") return null;
    for (const kind of SMTP_WAITS) {
      const request = openRequest(context, kind);
      if (!request?.sentAt) continue;
      return {
        for: "the account representative",
        since: request.since,
        note: `Asked for ${ASKED_FOR[kind]}.`,
      };
    }
    return null;
  },
  guide: advancedSettings,
  byHand: (context) => {
    const { smtp, told } = context;
    if (!smtp || !told.alone.smtp) return [];
    const { name, mailbox, clientId } = smtp;
    return [
      {
        id: "smtp",
        text: `Ask the account representative to delete the SMTP configuration ${name}, which no other channel here uses`,
        path: [...EMAIL_PATH, "Advanced Settings"],
        link: consoleLink(context),
        values: [
          { label: "Name", value: name },
          { label: "Mailbox", value: mailbox },
        ],
      },
      ...(clientId
        ? [
            {
              id: "microsoft",
              text: "Delete the client secret that CXone and Patchbay sign in to Microsoft with, or the whole application",
              path: ["Microsoft Entra", "App registrations", "the application", "Certificates & secrets"],
              link: null,
              values: [{ label: "Client id", value: clientId }],
            },
          ]
        : []),
    ];
  },
  checks: [
    {
      id: "sending.accepted",
      title: "The mail server has taken a mail",
      doesNotProve:
        "That the mail arrived, that CXone has the same credentials, or that the mailbox may send as another from address.",
      run: async ({ channel, smtp }) => {
        if (channel.sending === "ses")
          return { state: "not_applicable", message: "SES needs no set-up of its own." };
        if (!smtp) return { state: "not_applicable", message: "No mail server is chosen yet." };
        if (smtp.failure) {
          const { title, fix } = smtp.failure;
          return {
            state: "failed",
            message: `${smtp.name} does not send: ${title}.`,
            fix: { sentence: fix, link: `/email/smtp/${smtp.id}` },
          };
        }
        return smtp.lastOkAt
          ? {
              state: "passed",
              message: `${smtp.name} took a mail.`,
              evidence: { at: smtp.lastOkAt.toISOString() },
            }
          : { state: "not_applicable", message: `Nothing was sent over ${smtp.name} yet.` };
      },
    },
  ],
};
