import { NumberInput, Textarea } from "@mantine/core";
import type { ReactNode } from "react";
import { digitsOf } from "../../common/format.ts";
import { useRegister } from "../app/context.ts";
import type { DraftLine } from "../data/draft.ts";
import type { Product } from "../data/snapshot.ts";
import { VariationFields, useVariationSays } from "./Variation.tsx";
import { COURSES, courseOn, priceOn } from "./lines.ts";
import { instructionsFor } from "./menu.ts";
import { useSale } from "./sale.ts";
import styles from "./Sheet.module.css";

type Props = Readonly<{
  product: Product;
  line: DraftLine;
  set: (change: Partial<DraftLine>) => void;
  isNew: boolean;
}>;

/** What can be said about any line: words to the kitchen, its course, its price, a discount. */
export const LineFields = (props: Props): ReactNode => (
  <>
    <Instructions {...props} />
    <Courses {...props} />
    <Textarea
      label="Note to the kitchen"
      autosize
      minRows={1}
      maxRows={4}
      maxLength={1_000}
      value={props.line.notes ?? ""}
      onChange={(event) => props.set({ notes: event.currentTarget.value || null })}
    />
    <Price {...props} />
    <Discount {...props} />
  </>
);

const COMMA = ", ";

/** Words from the venue's lists stand in the note, where every docket has them. */
const Instructions = ({ product, line, set }: Props): ReactNode => {
  const { snapshot } = useRegister();
  const words = line.notes?.split(COMMA) ?? [];
  return instructionsFor(snapshot, product).map((list) => (
    <div key={list.id} className={styles["set"]} role="group" aria-label={list.name}>
      <div className={styles["setHead"]}>
        <span className={styles["setName"]}>{list.name}</span>
        <span className={styles["asks"]}>{list.multi_selection ? "Choose any" : "Choose one"}</span>
      </div>
      <div className={styles["chips"]}>
        {list.instructions.map(({ id, text }) => {
          const on = words.includes(text);
          const others = list.multi_selection ? [text] : list.instructions.map((one) => one.text);
          const kept = words.filter((word) => !others.includes(word));
          return (
            <button
              key={id}
              type="button"
              className={styles["chip"]}
              aria-pressed={on}
              onClick={() => set({ notes: (on ? kept : [...kept, text]).join(COMMA) || null })}
            >
              {text}
            </button>
          );
        })}
      </div>
    </div>
  ));
};

const Courses = ({ line, set }: Props): ReactNode => {
  const { drafts } = useSale();
  return (
    <div className={styles["set"]} role="group" aria-label="Course">
      <div className={styles["setHead"]}>
        <span className={styles["setName"]}>Course</span>
      </div>
      <div className={styles["chips"]}>
        <button
          type="button"
          className={styles["chip"]}
          aria-pressed={line.course === null}
          onClick={() => set({ course: null })}
        >
          None
        </button>
        {COURSES.map((course) => (
          <button
            key={course.ordinal}
            type="button"
            className={styles["chip"]}
            aria-pressed={line.course?.ordinal === course.ordinal}
            onClick={() => set({ course: courseOn(drafts.draft, course) })}
          >
            {course.name}
          </button>
        ))}
      </div>
    </div>
  );
};

const Price = ({ product, line, set, isNew }: Props): ReactNode => {
  const { snapshot } = useRegister();
  const { drafts, priceSays } = useSale();
  const { currency } = snapshot.company;
  const usual = priceOn(drafts.draft, product, snapshot);
  const input = (
    <NumberInput
      label={product.open_price ? "Price" : `Price of one (usually ${priceSays(usual.price)})`}
      hideControls
      min={0}
      allowNegative={false}
      decimalScale={digitsOf(currency)}
      value={line.price === 0 && product.open_price ? "" : line.price}
      onChange={(next) => {
        if (next === "") return set(product.open_price ? { price: 0, priced: true } : usual);
        const price = Number(next);
        set(price === usual.price && !product.open_price ? usual : { price, priced: true });
      }}
      {...(product.open_price && isNew && { "data-autofocus": true })}
    />
  );
  if (product.open_price) return input;
  return (
    <details className={styles["more"]} open={line.priced && line.price !== usual.price}>
      <summary>Change the price</summary>
      {input}
    </details>
  );
};

const Discount = ({ line, set }: Props): ReactNode => {
  const says = useVariationSays();
  return (
    <details className={styles["more"]} open={line.variation !== null}>
      <summary>Discount{line.variation && <strong> · {says(line.variation)}</strong>}</summary>
      <VariationFields value={line.variation} change={(variation) => set({ variation })} />
    </details>
  );
};
