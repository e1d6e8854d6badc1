import { expect, test } from "vitest";
import { isContactOver } from "./cxone-contact-centre.ts";

test("a contact is over when nobody answers it any more", () => {
  const over = ["new", "open", "pending", "escalated", "resolved", "closed", "trashed", ""].filter(
    isContactOver,
  );
  expect(over).toEqual(["resolved", "closed", "trashed"]);
});
