import type { ReactNode } from "react";
import { useOffice } from "../app/office.ts";
import { moneyCell } from "../kit/cells.tsx";
import type { Values } from "../kit/fields/field.ts";
import type { ProductLine } from "../kit/fields/ProductLines.tsx";
import form from "../kit/Form.module.css";
import { nameOf, useAll } from "../kit/records-data.ts";
import { choiceWords } from "./option-set-words.ts";
import styles from "./records.module.css";

/** The set as the register will ask it, while it is being written. */
export const OptionSetPreview = ({ values }: { values: Values }): ReactNode => {
  const { currency } = useOffice().company;
  const products = useAll("products");
  const byId = new Map((products.data ?? []).map((product) => [product.id, product]));
  const options = (values["options"] ?? []) as ProductLine[];
  const max = values["max_selection"];
  const shown = options.map(({ product_id, price }) => {
    const product = byId.get(product_id);
    const own = product?.["price"] as ProductLine["price"] | undefined;
    const amount = Number((price ?? own)?.amount ?? 0);
    return {
      id: product_id,
      name: product ? nameOf(product) : "…",
      price: amount === 0 ? "" : `+ ${moneyCell(amount, currency)}`,
    };
  });
  return (
    <section className={form["group"]} aria-label="Preview">
      <div>
        <h2 className={form["title"]}>On the register</h2>
        <p className={form["says"]}>How it is asked for.</p>
      </div>
      <div className={styles["preview"]}>
        <p className={styles["question"]}>
          <bdi>{typeof values["name"] === "string" && values["name"] !== "" ? values["name"] : "Name"}</bdi>
          <span>
            {choiceWords(Number(values["min_selection"] ?? 0), max === null || max === undefined ? null : Number(max))}
          </span>
        </p>
        {shown.length === 0 ? (
          <p className={form["says"]}>Options will be here.</p>
        ) : (
          <ul className={styles["options"]}>
            {shown.map((option) => (
              <li key={option.id}>
                <bdi>{option.name}</bdi>
                <span>{option.price}</span>
              </li>
            ))}
          </ul>
        )}
        {values["instructions"] === true && <p className={form["says"]}>Each also as: No · Extra · Only · On Side</p>}
      </div>
    </section>
  );
};
