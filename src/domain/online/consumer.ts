import type { Customer } from "../customer.ts";
import type { NewCustomer } from "../customer-changes.ts";
import type { ConsumerAsked } from "./asked.ts";

/** Who is known by what an app says of a person. */
export type Known = Readonly<{
  byReference: Customer | undefined;
  byEmail: Customer | undefined;
  /** What this app calls the one who has the e-mail address. */
  referenceOfEmail: string | undefined;
  byPhone: Customer | undefined;
}>;

export type Person =
  | Readonly<{ kind: "known"; customer: Customer }>
  /** Known, and from now on by the app's reference too. */
  | Readonly<{ kind: "named"; customer: Customer; reference: string }>
  | Readonly<{ kind: "new"; facts: NewCustomer }>
  /** Nobody who could be found again: the name stands on the order alone. */
  | Readonly<{ kind: "nobody" }>
  | Readonly<{ kind: "clash" }>;

/** Who an order is for. An app's own reference goes before the e-mail address, and that before the telephone. */
export const personOf = (asked: ConsumerAsked, known: Known): Person => {
  const { reference, email, phone } = asked;
  const { byReference, byEmail, referenceOfEmail, byPhone } = known;
  if (byEmail && reference !== null && referenceOfEmail !== undefined && referenceOfEmail !== reference) {
    return { kind: "clash" };
  }
  if (byReference) return { kind: "known", customer: byReference };
  if (byEmail) {
    return reference === null || referenceOfEmail === reference
      ? { kind: "known", customer: byEmail }
      : { kind: "named", customer: byEmail, reference };
  }
  if (email === null && byPhone) return { kind: "known", customer: byPhone };
  if (email === null && phone === null) return { kind: "nobody" };
  const { firstName, lastName } = asked;
  return {
    kind: "new",
    facts: { firstName, lastName, email, phone, ...(reference !== null && { referenceId: reference }) },
  };
};

/** "Jane Doe", "Jane" */
export const fullName = ({ firstName, lastName }: Pick<ConsumerAsked, "firstName" | "lastName">): string =>
  `${firstName} ${lastName}`.trim();
