import { word } from "../wire.ts";

/** Parts of a sale that are only given to who asks for them. */
export const saleParts = [
  "staff",
  "table",
  "consumer",
  "payments",
  "revenue_center",
  "account_profile",
  "payment_authorization",
] as const;
export type SalePart = (typeof saleParts)[number];
export type Included = ReadonlySet<SalePart>;

const isPart = (name: string): name is SalePart => (saleParts as readonly string[]).includes(name);

/** "staff,payments"; a name that nobody knows asks for nothing. */
export const includeQuery = word(
  `What to give besides, separated by commas: ${saleParts.join(", ")}. Consumers stand on payments.`,
).transform(
  (text): Included =>
    new Set(
      (text ?? "")
        .split(",")
        .map((name) => name.trim())
        .filter(isPart),
    ),
);
