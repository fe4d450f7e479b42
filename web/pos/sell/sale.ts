import { createContext, useContext } from "react";
import type { Course, DraftLine } from "../data/draft.ts";
import type { Drafts } from "../data/drafts.ts";
import type { Order } from "../data/orders.ts";
import type { Product } from "../data/snapshot.ts";
import type { DraftTotals } from "../data/totals.ts";
import type { SaidFacts } from "./facts.ts";

/** A product that is being chosen, or a line that is being changed. */
export type Sheet = Readonly<{ product: Product; line: DraftLine; isNew: boolean }>;

/** Everything that the parts of the sell page share. */
export type Sale = Readonly<{
  drafts: Drafts;
  totals: DraftTotals;
  /** Of the order that is being taken, or of the one that more is added to. */
  said: SaidFacts;
  /** The order of the server that more is added to. */
  order: Order | null;
  /** Why nothing can be added to it. */
  blocked: string | null;
  products: ReadonlyMap<number, Product>;
  /** How many the next tile adds. */
  times: number;
  setTimes: (times: number) => void;
  /** Adds a product, or asks what it should be first. Sold out and blocked things are said, not added. */
  add: (product: Product, times?: number) => void;
  /** The line that the keys + and − mean. */
  selected: string | null;
  select: (key: string | null) => void;
  setQuantity: (line: DraftLine, quantity: number) => void;
  remove: (line: DraftLine) => void;
  sheet: Sheet | null;
  edit: (line: DraftLine) => void;
  closeSheet: () => void;
  /** Takes the line of the sheet over into the order. */
  take: (line: DraftLine) => void;
  /** Where new lines go. */
  course: Course | null;
  setCourse: (course: Course | null) => void;
  /** An amount in minor units, as people read it. */
  says: (minor: number) => string;
  /** A price, as people read it. */
  priceSays: (price: number) => string;
}>;

export const SaleContext = createContext<Sale | null>(null);

export const useSale = (): Sale => {
  const sale = useContext(SaleContext);
  if (!sale) throw new Error("a part of the sell page outside of it");
  return sale;
};
