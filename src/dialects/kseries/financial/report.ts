import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Site } from "../../../domain/catalogue/records.ts";
import type { ProductId } from "../../../domain/ids.ts";
import type { Answer } from "../../../http/route.ts";
import type { Included } from "./include.ts";
import { type Names, namesOf } from "./names.ts";
import type { Sold } from "./sale-lines.ts";
import type { Work } from "./work.ts";

/**
 * What all sales of one report are written with. Sales are written as text at once: a day of them is some megabytes,
 * and making objects of all of it first takes several times as long. What is the same for many is written once.
 */
export type Report = Readonly<{
  names: Names;
  included: Included;
  /** Places of a quantity at the least: the newer service always shows three. */
  quantityPlaces: 0 | 3;
  /** Texts of lines by product: most lines of a day look like one before them. */
  lineTexts: Map<ProductId, Readonly<{ sold: Sold; text: string }>[]>;
  works: Map<string, Work>;
}>;

export const reportOf = (catalogue: Catalogue, site: Site, included: Included, quantityPlaces: 0 | 3): Report => ({
  names: namesOf(catalogue, site),
  included,
  quantityPlaces,
  lineTexts: new Map(),
  works: new Map(),
});

/** The fields of an object as they stand behind others: `,"a":1`. */
export const moreText = (of: object): string => {
  const text = JSON.stringify(of);
  return text === "{}" ? "" : `,${text.slice(1, -1)}`;
};

/** The text of an object with further fields behind its own. `of` has a field at least. */
export const objectText = (of: object, more: string): string => `${JSON.stringify(of).slice(0, -1)}${more}}`;

export const listText = (texts: readonly string[]): string => `[${texts.join(",")}]`;

const answerBytes = (content: Buffer): Answer => ({
  status: 200,
  bytes: { type: "application/json; charset=utf-8", content },
});

export const answerText = (text: string): Answer => answerBytes(Buffer.from(text));

/** An object with its sales, which were written in parts. */
export const answerSales = (of: object, sales: readonly Buffer[]): Answer => {
  const head = Buffer.from(`${JSON.stringify(of).slice(0, -1)},"sales":[`);
  return answerBytes(Buffer.concat([head, ...sales, Buffer.from("]}")]));
};
