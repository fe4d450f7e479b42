import type { Tax } from "../../domain/catalogue/records.ts";
import { ONE } from "../../kit/money.ts";

/** Every price that this API shows or takes has its taxes in it, however the price was entered. */
export const TAX_INCLUDED = true;

/** A rate as this API writes it: what a net amount is multiplied by. Twenty percent is 1.2. */
export const multiplierOf = ({ rate }: Tax): number => Number(ONE.plus(rate).toFixed());
