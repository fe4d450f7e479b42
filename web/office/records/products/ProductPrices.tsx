import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { toastBad, toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { isDecimal } from "../../kit/fields/decimals.ts";
import { MoneyField, shownAmount } from "../../kit/fields/NumberFields.tsx";
import form from "../../kit/Form.module.css";
import { useAll, useForget } from "../../kit/records-data.ts";
import { type PriceList, type Product, inheritedPrice } from "./product.ts";
import styles from "./products.module.css";

/** What a product costs by each price list. Lists are records of their own, so each price is saved by itself. */
export const ProductPrices = ({ product, readOnly }: { product: Product; readOnly: boolean }): ReactNode => {
  const lists = useAll<PriceList>("price_lists");
  const own = (lists.data ?? []).filter(({ parent_id: parent }) => parent !== null);
  if (own.length === 0) return null;
  return (
    <section className={form["group"]} aria-label="Price lists">
      <div>
        <h2 className={form["title"]}>Price lists</h2>
        <p className={form["says"]}>A gray price is that of the list above. Each is saved by itself.</p>
      </div>
      <table className={styles["lists"]} aria-label="Prices by price list">
        <thead>
          <tr>
            <th scope="col">Price list</th>
            <th scope="col">Price</th>
          </tr>
        </thead>
        <tbody>
          {own.map((list) => (
            <tr key={list.id}>
              <th scope="row">{list.name}</th>
              <td>
                <ListPrice
                  key={list.version}
                  list={list}
                  lists={lists.data ?? []}
                  product={product}
                  readOnly={readOnly}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

const ListPrice = ({
  list,
  lists,
  product,
  readOnly,
}: {
  list: PriceList;
  lists: readonly PriceList[];
  product: Product;
  readOnly: boolean;
}): ReactNode => {
  const { at, company } = useOffice();
  const forget = useForget();
  const now = list.prices.find(({ product_id: id }) => id === product.id);
  const above = inheritedPrice(
    lists,
    lists.find(({ id }) => id === list.parent_id),
    product,
  );
  const [amount, setAmount] = useState<string | null>(now?.amount ?? null);
  const [busy, setBusy] = useState(false);
  const changed = amount !== (now?.amount ?? null);
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      const others = list.prices.filter(({ product_id: id }) => id !== product.id);
      const own = { product_id: product.id, amount, inc_tax: now?.inc_tax ?? above.inc_tax };
      const prices = amount === null ? others : [...others, own];
      await api.put(at(`price_lists/${list.id}`), { prices, version: list.version });
      await forget("price_lists");
      toastGood(`The price in ${list.name} was saved.`);
    } catch (error) {
      toastBad(error);
      await forget("price_lists");
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles["count"]}>
      <MoneyField
        aria-label={`Price in ${list.name}`}
        disabled={readOnly}
        placeholder={shownAmount(above.amount, company.currency)}
        value={amount}
        onChange={(next) => setAmount(next as string | null)}
      />
      {changed && (
        <Button
          variant="default"
          loading={busy}
          disabled={amount !== null && !isDecimal(amount)}
          onClick={() => void save()}
        >
          Set
        </Button>
      )}
    </div>
  );
};
