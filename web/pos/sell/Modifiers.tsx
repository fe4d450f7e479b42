import { Check } from "lucide-react";
import type { ReactNode } from "react";
import type { ChosenModifier } from "../data/draft.ts";
import type { ModifierOffer } from "../data/snapshot.ts";
import { useSale } from "./sale.ts";
import styles from "./Sheet.module.css";

type Props = Readonly<{
  offers: readonly ModifierOffer[];
  chosen: readonly ChosenModifier[];
  change: (chosen: readonly ChosenModifier[]) => void;
}>;

/** What can be added to a product or left out of it. */
export const Modifiers = ({ offers, chosen, change }: Props): ReactNode => {
  const { priceSays } = useSale();
  if (offers.length === 0) return null;
  const set = ({ product_id: productId, name, price }: ModifierOffer, negated: boolean): void => {
    const before = chosen.find((one) => one.productId === productId);
    const others = chosen.filter((one) => one.productId !== productId);
    change(before?.negated === negated ? others : [...others, { productId, name, price, negated }]);
  };
  return (
    <div className={styles["set"]} role="group" aria-label="Modifiers">
      <div className={styles["setHead"]}>
        <span className={styles["setName"]}>Modifiers</span>
        <span className={styles["asks"]}>Add, or leave out</span>
      </div>
      <div className={styles["offers"]}>
        {offers.map((offer) => {
          const one = chosen.find(({ productId }) => productId === offer.product_id);
          const on = one?.negated === false;
          const no = one?.negated === true;
          return (
            <div key={offer.product_id} className={styles["offer"]} data-on={on || undefined} data-no={no || undefined}>
              <button
                type="button"
                className={styles["choose"]}
                role="checkbox"
                aria-checked={on}
                onClick={() => set(offer, false)}
              >
                <span className={styles["mark"]} aria-hidden>
                  {on && <Check size={14} strokeWidth={3} />}
                </span>
                <span className={styles["offerName"]}>
                  <span>
                    {no && <strong>No </strong>}
                    {offer.name}
                  </span>
                  <span className={`${styles["offerPrice"]} numbers`}>
                    {offer.price > 0 && !no ? `+${priceSays(offer.price)}` : ""}
                  </span>
                </span>
              </button>
              <button
                type="button"
                className={styles["no"]}
                aria-pressed={no}
                aria-label={`No ${offer.name}`}
                onClick={() => set(offer, true)}
              >
                No
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
};
