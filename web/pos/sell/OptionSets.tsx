import { ActionIcon, Menu } from "@mantine/core";
import { Check, Ellipsis } from "lucide-react";
import type { ReactNode } from "react";
import { useRegister } from "../app/context.ts";
import type { ChosenSet, Instruction } from "../data/draft.ts";
import type { OptionOffer, OptionSet, Product } from "../data/snapshot.ts";
import { asks, chosenIn, countIn, instructed, isFull, setsOf, toggled, withInner } from "./chosen.ts";
import { useSale } from "./sale.ts";
import styles from "./Sheet.module.css";

type Props = Readonly<{
  product: Pick<Product, "option_set_ids" | "name"> | undefined;
  chosen: readonly ChosenSet[];
  change: (chosen: readonly ChosenSet[]) => void;
  /** Above it: what the sets are inside of. */
  inside?: string;
}>;

/** The option sets of a product, and those of what was chosen in them. */
export const OptionSets = ({ product, chosen, change, inside }: Props): ReactNode => {
  const { snapshot } = useRegister();
  return setsOf(product, snapshot).map((set) => (
    <Set key={set.id} set={set} chosen={chosen} change={change} inside={inside} />
  ));
};

const Set = ({
  set,
  chosen,
  change,
  inside,
}: Omit<Props, "product" | "inside"> & { set: OptionSet; inside: string | undefined }): ReactNode => {
  const { products } = useSale();
  const count = countIn(chosen, set);
  const short = count < set.min;
  const label = inside === undefined ? set.name : `${set.name} · ${inside}`;
  const inner = chosen.find(({ optionSetId }) => optionSetId === set.id)?.options ?? [];
  return (
    <>
      <div
        className={styles["set"]}
        role={set.max === 1 ? "radiogroup" : "group"}
        aria-label={label}
        data-inner={inside !== undefined || undefined}
      >
        <div className={styles["setHead"]}>
          <span className={styles["setName"]}>{label}</span>
          <span className={styles["asks"]} data-short={short || undefined}>
            {asks(set)}
            {set.max !== 1 && set.max !== null && <span className="numbers">{` · ${count} of ${set.max}`}</span>}
          </span>
        </div>
        <div className={styles["offers"]}>
          {set.options.map((offer) => (
            <Offer key={offer.product_id} {...{ set, offer, chosen, change }} />
          ))}
        </div>
      </div>
      {inner
        .filter(({ instruction }) => instruction !== "No")
        .map((option) => (
          <OptionSets
            key={option.productId}
            product={products.get(option.productId)}
            chosen={option.sets}
            change={(sets) => change(withInner(chosen, set, option.productId, sets))}
            inside={option.name}
          />
        ))}
    </>
  );
};

const INSTRUCTIONS: readonly (Instruction | null)[] = [null, "No", "Extra", "Only", "On Side"];

type OfferProps = Readonly<{
  set: OptionSet;
  offer: OptionOffer;
  chosen: readonly ChosenSet[];
  change: (chosen: readonly ChosenSet[]) => void;
}>;

const Offer = ({ set, offer, chosen, change }: OfferProps): ReactNode => {
  const { priceSays } = useSale();
  const option = chosenIn(chosen, set, offer);
  const no = option?.instruction === "No";
  const on = option !== undefined && !no;
  const full = !on && isFull(chosen, set) && set.max !== 1;
  return (
    <div className={styles["offer"]} data-on={on || undefined} data-no={no || undefined}>
      <button
        type="button"
        className={styles["choose"]}
        role={set.max === 1 ? "radio" : "checkbox"}
        aria-checked={on}
        disabled={!offer.available || (full && !no)}
        onClick={() => change(no ? instructed(chosen, set, offer, null) : toggled(chosen, set, offer))}
      >
        <span className={styles["mark"]} data-round={set.max === 1 || undefined} aria-hidden>
          {on && <Check size={14} strokeWidth={3} />}
        </span>
        <span className={styles["offerName"]}>
          <span>
            {option?.instruction && <strong>{option.instruction} </strong>}
            {offer.name}
          </span>
          <span className={`${styles["offerPrice"]} numbers`}>
            {!offer.available ? "Sold out" : offer.price > 0 && !no ? `+${priceSays(offer.price)}` : ""}
          </span>
        </span>
      </button>
      {set.instructions && offer.available && (
        <Menu position="bottom-end" shadow="md">
          <Menu.Target>
            <ActionIcon className={styles["how"]} color="gray" aria-label={`How: ${offer.name}`}>
              <Ellipsis size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {INSTRUCTIONS.map((instruction) => (
              <Menu.Item
                key={instruction ?? "with"}
                h={44}
                onClick={() => change(instructed(chosen, set, offer, instruction))}
              >
                {instruction ?? "With"} {offer.name.toLocaleLowerCase()}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
};
