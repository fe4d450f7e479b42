import { type Result, done, refuse } from "../../kit/brand.ts";
import type { Separator } from "../../kit/csv.ts";
import { dec } from "../../kit/money.ts";
import { holdsCardNumber } from "../../kit/text.ts";
import { limits } from "../order/limits.ts";
import { splitNames } from "./product-csv.ts";

/** What single cells of an imported table may say. Refusals are the words that follow the column's name. */
type Read<T> = Result<T, string>;

const PRICE_DECIMALS = 6;
const TAG_MAX = 100;
const TAGS_MAX = 100;

/** What spreadsheets make of long numbers: "9.31E+12". The digits are lost. */
const ROUNDED = /^\d(?:[.,]\d+)?E\+\d+$/i;

/** Text of one cell; an empty one is null. */
export const readText = (cell: string, max: number = limits.shortTextMax): Read<string | null> => {
  const text = cell.trim();
  if (text.length > max) return refuse(`must not be longer than ${max} characters`);
  if (holdsCardNumber(text)) return refuse("must not hold a payment card's number");
  return done(text || null);
};

/** A code that a spreadsheet may have taken for a number. */
export const readCode = (cell: string, max?: number): Read<string | null> =>
  ROUNDED.test(cell.trim())
    ? refuse(`was rounded by a spreadsheet (${cell.trim()}); make its column text and enter it again`)
    : readText(cell, max);

/** A price in plain decimals. Where cells are not divided by commas, one may be the decimal point. */
export const readPrice = (cell: string, separator: Separator): Read<string> => {
  const text = separator === "," ? cell.trim() : cell.trim().replace(/^(-?\d+),(\d+)$/, "$1.$2");
  if (!/^-?\d{1,15}(?:\.\d{1,20})?$/.test(text)) return refuse("must be a number such as 4.50");
  const amount = dec(text);
  if (amount.abs().gt(limits.amountMax)) return refuse(`must not be beyond ${limits.amountMax}`);
  if (!amount.round(PRICE_DECIMALS).eq(amount)) return refuse(`must not have more than ${PRICE_DECIMALS} decimals`);
  return done(amount.eq(0) ? "0" : amount.toFixed());
};

const YES = new Set(["yes", "y", "true", "1"]);
const NO = new Set(["no", "n", "false", "0"]);

export const readFlag = (cell: string): Read<boolean> => {
  const word = cell.trim().toLowerCase();
  return YES.has(word) ? done(true) : NO.has(word) ? done(false) : refuse("must be yes or no");
};

export const readTags = (cell: string): Read<readonly string[]> => {
  const tags = [...new Set(splitNames(cell))];
  if (tags.length > TAGS_MAX) return refuse(`must not be more than ${TAGS_MAX}`);
  if (tags.some((tag) => tag.length > TAG_MAX)) return refuse(`must not be longer than ${TAG_MAX} characters each`);
  return tags.some(holdsCardNumber) ? refuse("must not hold a payment card's number") : done(tags);
};
