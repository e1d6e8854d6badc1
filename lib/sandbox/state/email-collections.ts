import type { Collection, Indexes } from "./collection.ts";
import type * as model from "./email-model.ts";

type Make = <Row extends object>(name: string, indexes?: Indexes<Row>) => Collection<Row>;

/** The tables of digital email; the store keeps them under `store.email`. */
export function emailCollections(make: Make) {
  return {
    dns: make<model.DnsRecord>("dns", { name: (row) => row.name }),
    domains: make<model.EmailDomain>("domains"),
    channels: make<model.EmailChannel>("channels", {
      domain: (row) => row.domain,
      from: (row) => row.fromAddress,
      contact: (row) => row.pointOfContact,
    }),
    templates: make<model.EmailTemplate>("templates"),
    mailIds: make<model.MailId>("mailIds", { message: (row) => row.messageId }),
    refused: make<model.RefusedMail>("refused"),
    bounced: make<model.Bounced>("bounced"),
    smtp: make<model.SmtpConfiguration>("smtp", { domain: (row) => row.domain }),
    signatures: make<model.Signature>("signatures"),
    signatureUsers: make<model.SignatureUser>("signatureUsers", { signature: (row) => row.signatureId }),
    slas: make<model.Sla>("slas"),
    queueFilters: make<model.QueueFilter>("queueFilters", { queue: (row) => row.queueId }),
    supportTickets: make<model.SupportTicket>("supportTickets"),
  };
}
