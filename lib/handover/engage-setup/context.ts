import type { EngageTenant } from "#lib/connections/engage/schema.ts";
import type { Category } from "#lib/engage/categories.ts";
import type { EngageClient } from "#lib/engage/client.ts";
import type { ContentSource } from "#lib/engage/content-sources.ts";
import { joinUrl } from "#lib/engage/derive.ts";
import type { Folder } from "#lib/engage/folders.ts";
import type { User } from "#lib/engage/users.ts";
import type { Webhook } from "#lib/engage/webhooks.ts";
import type { EngageHandoverSecret } from "#lib/handover/engage/target.ts";
import type { HandoverBase } from "#lib/handover/setup-steps/context.ts";
import type { SecretView } from "#lib/vault/schema.ts";
import type { CategoriesInput, CommunityInput, KeptSource } from "./schema.ts";

export const SYSTEM = "Engage";

/** What the account has, each asked once for one look at the subject. */
export type Account = {
  /** The agent of the API token; null where Engage does not say. */
  me(): Promise<User | null>;
  categories(): Promise<Category[]>;
  sources(): Promise<ContentSource[]>;
  users(): Promise<User[]>;
  webhooks(): Promise<Webhook[]>;
  folders(): Promise<Folder[]>;
};

/** Everything the steps of an Engage handover may ask. */
export type EngageContext = HandoverBase & {
  connection:
    | (NonNullable<HandoverBase["connection"]> & {
        uiBaseUrl: string;
        apiBaseUrl: string;
        tenant: EngageTenant | null;
      })
    | null;
  secrets: Record<EngageHandoverSecret, SecretView>;
  community: CommunityInput | null;
  categories: CategoriesInput | null;
  source: KeptSource | null;
  agents: readonly { userId: string; name: string }[];
  folderWanted: boolean;
  /** Its webhook has an address of its own: another handover has the plain one. */
  ownPath: boolean;
  /** E-11 is looked at. */
  appleBusinessChat: boolean;
  /** The client of the chosen connection; throws AppError when none is chosen. */
  engage(): Promise<EngageClient>;
  /** That of another one, to try it before it is chosen. */
  engageOf(connectionId: string): Promise<EngageClient>;
  account: Account;
};

/** Where Engage calls us: the Base URI of the source (E-31). Never with two slashes in a row. */
export const baseUriOf = ({ publicUrl }: { publicUrl: string }) => joinUrl(publicUrl, "handover/rce");

/** Where the webhook leads (E-50). Engage takes an address once for each API token, so a second handover has one of its own. */
export const webhookUrlOf = (context: Pick<EngageContext, "publicUrl" | "ownPath" | "provider">) =>
  context.ownPath ? joinUrl(baseUriOf(context), context.provider.id) : baseUriOf(context);

/** A page of Engage's Admin section; null while no connection says where Engage is. */
export function adminPage({ connection }: Pick<EngageContext, "connection">, page: string): string | null {
  return connection && joinUrl(connection.uiBaseUrl, `admin/${page}`);
}

export const nameOfUser = ({ firstName, lastName, nickname, email, id }: User): string =>
  `${firstName} ${lastName}`.trim() || nickname || email || id;
