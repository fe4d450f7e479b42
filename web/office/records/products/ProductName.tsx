import type { ReactNode } from "react";
import styles from "./products.module.css";
import type { Product } from "./product.ts";

/** A product's name with its picture, if it has one, else with its first letter. */
export const ProductName = ({ product: { name, image, is_modifier: isModifier } }: { product: Product }): ReactNode => (
  <span className={styles["name"]}>
    <span className={styles["thumb"]} aria-hidden>
      {image ? <img src={image} alt="" loading="lazy" referrerPolicy="no-referrer" /> : [...name][0]}
    </span>
    <span>
      <bdi>{name}</bdi>
      {isModifier && <span className={styles["kind"]}>Modifier</span>}
    </span>
  </span>
);
