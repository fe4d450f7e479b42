import type { ReactNode } from "react";
import { quantity } from "../../common/format.ts";
import type { Tile } from "./menu.ts";
import { useSale } from "./sale.ts";
import colors from "./colors.module.css";
import styles from "./Menu.module.css";

const initialsOf = (name: string): string =>
  name
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .slice(0, 2)
    .map((word) => [...word][0]!.toLocaleUpperCase())
    .join("");

/** A product that can be touched: what it is, what it costs, and whether there is any. */
export const ProductTile = ({ tile: { product, color } }: { tile: Tile }): ReactNode => {
  const { add, drafts, priceSays, blocked } = useSale();
  const lines = drafts.draft.lines.filter(({ productId }) => productId === product.id);
  const count = lines.reduce((sum, line) => sum + line.quantity, 0);
  const { name, image, price, available, left, open_price: open } = product;
  return (
    <button
      type="button"
      className={`${styles["tile"]} ${colors["tint"]}`}
      data-color={color}
      data-gone={!available || undefined}
      disabled={!available || blocked !== null}
      onClick={() => add(product)}
    >
      {image ? (
        <img className={styles["thumb"]} src={image} alt="" loading="lazy" />
      ) : (
        <span className={styles["thumb"]} aria-hidden>
          {initialsOf(name)}
        </span>
      )}
      <span className={styles["words"]}>
        <span className={styles["name"]}>{name}</span>
        <span className={`${styles["price"]} numbers`}>
          {available ? (open ? "Open price" : priceSays(price)) : "Sold out"}
          {available && left !== null && <span className={styles["left"]}>{quantity(left)} left</span>}
        </span>
      </span>
      {count > 0 && (
        <span className={`${styles["count"]} numbers`}>
          {quantity(count)}
          <span className="unseen"> on the order</span>
        </span>
      )}
    </button>
  );
};
