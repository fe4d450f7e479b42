import { type ReactNode, useMemo, useState } from "react";
import { fromMinor, money } from "../../common/format.ts";
import { toastBad } from "../../common/toast.ts";
import { useRegister } from "../app/context.ts";
import type { Course, DraftLine } from "../data/draft.ts";
import { productsOf } from "../data/draft-lines.ts";
import { useDraft } from "../data/drafts.ts";
import type { Order } from "../data/orders.ts";
import type { Product } from "../data/snapshot.ts";
import { totalsOf } from "../data/totals.ts";
import { useSaidFacts } from "./facts.ts";
import { instructionsFor } from "./menu.ts";
import { lineOf, priceOn, replaced, withLine, withQuantity, without } from "./lines.ts";
import { type Sale, SaleContext, type Sheet } from "./sale.ts";
import { countSold } from "./top.ts";

type Props = Readonly<{ order?: Order; blocked?: string | null; children: ReactNode }>;

/** The order that is being taken, and what is done to it. */
export const SaleProvider = ({ order, blocked = null, children }: Props): ReactNode => {
  const { snapshot, device } = useRegister();
  const drafts = useDraft(order?.id);
  const { draft, change } = drafts;
  const [times, setTimes] = useState(1);
  const [selected, select] = useState<string | null>(null);
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const [course, setCourse] = useState<Course | null>(null);
  const said = useSaidFacts(drafts, order);
  const products = productsOf(snapshot);
  const totals = useMemo(() => totalsOf(draft, snapshot), [draft, snapshot]);
  const { currency } = snapshot.company;

  const put = (line: DraftLine): void => {
    countSold(device.siteId, line.productId);
    const { key } = withLine(draft, line);
    change((now) => withLine(now, line).draft);
    select(key);
    setTimes(1);
  };
  const add = (product: Product, count = times): void => {
    if (blocked !== null) return toastBad(new Error(blocked), "Nothing can be added");
    if (!product.available) return toastBad(new Error(`${product.name} is sold out.`), "Not added");
    const line = { ...lineOf(draft, product, snapshot, course), quantity: count };
    const asks =
      product.option_set_ids.length > 0 ||
      product.modifiers.length > 0 ||
      product.open_price ||
      instructionsFor(snapshot, product).length > 0;
    if (asks) setSheet({ product, line, isNew: true });
    else put(line);
  };
  const remove = ({ key }: DraftLine): void => {
    change((now) => without(now, key));
    select(null);
  };
  const sale: Sale = {
    drafts,
    totals,
    said,
    order: order ?? null,
    blocked,
    products,
    times,
    setTimes,
    add,
    selected,
    select,
    setQuantity: (line, quantity) =>
      quantity <= 0 ? remove(line) : change((now) => withQuantity(now, line.key, quantity)),
    remove,
    sheet,
    edit(line) {
      const product = products.get(line.productId);
      if (!product) return toastBad(new Error(`${line.name} is not sold here any more. Remove it from the order.`));
      const priced = line.priced ? {} : priceOn({ priceListId: null }, product, snapshot);
      setSheet({ product, line: { ...line, ...priced }, isNew: false });
    },
    closeSheet: () => setSheet(null),
    take(line) {
      if (sheet?.isNew) put(line);
      else change((now) => replaced(now, line));
      setSheet(null);
    },
    course,
    setCourse,
    says: (minor) => money(fromMinor(minor, currency), currency),
    priceSays: (price) => money(price, currency),
  };
  return <SaleContext value={sale}>{children}</SaleContext>;
};
