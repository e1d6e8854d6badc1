import { type Source, sdkType } from "./engage-model.ts";

/** A source as it stands right after somebody has made it in the admin pages. */
export function newSource(
  fields: Pick<Source, "id" | "name" | "type" | "communityId" | "createdAt">,
  more: Partial<Source> = {},
): Source {
  return {
    active: true,
    status: "ok",
    errorMessage: null,
    color: 0,
    fromName: "{{firstname}} {{lastname}}",
    defaultCategoryIds: [],
    userThreadDefaultCategoryIds: [],
    options: {},
    baseUri: "",
    token: "",
    alternativeSignature: false,
    verifySignature: fields.type === sdkType,
    ignoreSsl: false,
    implementation: null,
    implementationError: null,
    implementationAt: null,
    lastSyncAt: null,
    updatedAt: fields.createdAt,
    ...fields,
    ...more,
  };
}
