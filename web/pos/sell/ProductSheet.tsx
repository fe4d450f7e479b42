import { Button, Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type ReactNode, useMemo, useState } from "react";
import { useRegister } from "../app/context.ts";
import type { DraftLine } from "../data/draft.ts";
import { hasOptions } from "../data/draft-lines.ts";
import { totalsOf } from "../data/totals.ts";
import { LineFields } from "./LineFields.tsx";
import { Modifiers } from "./Modifiers.tsx";
import { OptionSets } from "./OptionSets.tsx";
import { Stepper } from "./Stepper.tsx";
import { missing } from "./chosen.ts";
import { type Sheet, useSale } from "./sale.ts";
import styles from "./Sheet.module.css";

/** What a product should be: its options, modifiers, words to the kitchen, how many. */
export const ProductSheet = (): ReactNode => {
  const { sheet, closeSheet } = useSale();
  const phone = useMediaQuery("(max-width: 47.99em)") ?? false;
  return (
    <Modal
      opened={sheet !== null}
      onClose={closeSheet}
      title={sheet?.product.name}
      size="46rem"
      fullScreen={phone}
      padding={0}
      classNames={{ header: styles["head"]!, content: styles["content"]!, body: styles["body"]! }}
    >
      {sheet && <Asked key={sheet.line.key} sheet={sheet} />}
    </Modal>
  );
};

/** Many sets are named by what one is to do. */
const toChoose = (set: string): string => (/^(?:choose|how|what|which)\b/i.test(set) ? set : `Choose: ${set}`);

const Asked = ({ sheet: { product, line: begun, isNew } }: { sheet: Sheet }): ReactNode => {
  const { snapshot } = useRegister();
  const { products, drafts, says, take, remove, closeSheet } = useSale();
  const [line, setLine] = useState<DraftLine>(begun);
  const set = (change: Partial<DraftLine>): void => setLine((now) => ({ ...now, ...change }));
  const lacks = missing(product, line.sets, snapshot, products);
  const openPrice = product.open_price && line.price === 0;
  const { draft } = drafts;
  const total = useMemo(
    () => totalsOf({ ...draft, lines: [line], variation: null, tipService: null }, snapshot).subtotal,
    [draft, line, snapshot],
  );
  const first = lacks[0];
  const asksFor = openPrice ? "Enter the price" : first ? toChoose(first.name) : null;
  return (
    <form
      className={styles["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (asksFor === null) take(line);
      }}
    >
      <div className={styles["scroll"]}>
        {product.description && <p className={styles["about"]}>{product.description}</p>}
        <OptionSets product={product} chosen={line.sets} change={(sets) => set({ sets })} />
        <Modifiers offers={product.modifiers} chosen={line.modifiers} change={(modifiers) => set({ modifiers })} />
        <LineFields product={product} line={line} set={set} isNew={isNew} />
      </div>
      <div className={styles["foot"]}>
        <Stepper
          value={line.quantity}
          change={(quantity) => set({ quantity })}
          whole={hasOptions(line)}
          label={product.name}
          min={1}
        />
        {!isNew && (
          <Button
            variant="light"
            color="red"
            onClick={() => {
              remove(line);
              closeSheet();
            }}
          >
            Remove
          </Button>
        )}
        <Button
          type="submit"
          className={styles["grow"]}
          disabled={asksFor !== null}
          data-autofocus={!asksFor || undefined}
        >
          {asksFor ?? (
            <>
              {isNew ? "Add" : "Done"}
              <span className={`${styles["sum"]} numbers`}>{says(total)}</span>
            </>
          )}
        </Button>
      </div>
    </form>
  );
};
