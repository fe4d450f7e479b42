/** Why something that an app asked for came to nothing: in the vendor's words wherever they are known. */

export const accountErrors = [
  "ACCOUNT_NOT_FOUND",
  "ACCOUNT_ALREADY_CLOSED",
  "INVALID_TASK",
  "ITEM_NOT_ADDED",
  "ITEM_NOT_FOUND",
  "MISSING_STAFF",
  "NATIVE_PAYMENT_NOT_SUPPORTED",
  "OVERPAID",
  "PAYMENT_ID_NOT_FOUND",
  "PAYMENT_METHOD_NOT_FOUND",
  "STAFF_NOT_FOUND",
  "UPDATE_FAILED",
  "UNKNOWN",
] as const;
export type AccountError = (typeof accountErrors)[number];

/** The sentence, and what it is to a program where the vendor has a name for it. */
export type Failure = Readonly<{ reason: string; account?: AccountError; timeout?: true }>;

export const failures = {
  tooLate: { reason: "Not processed before validity ended", timeout: true },
  notTaking: { reason: "The specified business location doesn't accept online orders at the moment." },
  noDevices: { reason: "No devices available to handle the task, the task has been rejected." },
  overpaid: { reason: "the payment amount is greater than the amount due", account: "OVERPAID" },
  accountNotFound: { reason: "Account not found", account: "ACCOUNT_NOT_FOUND" },
  accountClosed: { reason: "Account already closed", account: "ACCOUNT_ALREADY_CLOSED" },
  methodNotFound: { reason: "Payment method not found", account: "PAYMENT_METHOD_NOT_FOUND" },
  staffNotFound: { reason: "Staff not found", account: "STAFF_NOT_FOUND" },
  consumerClash: {
    reason: "A consumer already exists for this email address with a different external reference.",
  },
} as const satisfies Record<string, Failure>;

/** `what` is a SKU or an id as it was sent. */
export const itemNotFound = (what: string): Failure => ({
  reason: `Could not add item ${what} (not found)`,
  account: "ITEM_NOT_FOUND",
});
export const itemRestricted = (name: string): Failure => ({
  reason: `Could not add item ${name} (check sales restrictions)`,
  account: "ITEM_NOT_ADDED",
});
/** Not the vendor's: what was chosen under the item does not go with it, or something is missing. */
export const itemChoices = (name: string): Failure => ({
  reason: `Could not add item ${name} (check its sub-items)`,
  account: "ITEM_NOT_ADDED",
});
export const unknownDiscount = (code: string): Failure => ({
  reason: `Discount not found: ${code}`,
  account: "INVALID_TASK",
});
export const unknownProfile = (code: string): Failure => ({
  reason: `Account profile not found: ${code}`,
  account: "INVALID_TASK",
});
export const invalidTask = (reason: string): Failure => ({ reason, account: "INVALID_TASK" });

/** The details that the vendor sends beside the sentence. */
export const errorsOf = ({ account, timeout, reason }: Failure): Readonly<Record<string, object>> | undefined => {
  if (timeout) return { timeout: { errorKey: "errors.payment.pos.task_timeout", message: reason } };
  return account && { account: { type: account } };
};
