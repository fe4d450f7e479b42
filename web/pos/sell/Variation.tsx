import { Button, NumberInput, SegmentedControl } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { digitsOf } from "../../common/format.ts";
import { useRegister } from "../app/context.ts";
import type { Variation } from "../data/draft.ts";
import { useSale } from "./sale.ts";
import styles from "./Sheet.module.css";

/** "10 % off", "$5.00 on top", "Friends of the tram, 10 % off". */
export const useVariationSays = (): ((variation: Variation) => string) => {
  const { priceSays } = useSale();
  return ({ kind, value, name }) => {
    const much = kind === "percent" ? `${Math.abs(value)} %` : priceSays(Math.abs(value));
    const says = `${much} ${value < 0 ? "off" : "on top"}`;
    return name === "" ? says : `${name}, ${says}`;
  };
};

type Props = Readonly<{
  value: Variation | null;
  change: (variation: Variation | null) => void;
  /** A surcharge can be chosen as well. */
  onTop?: boolean;
}>;

/** A discount (or a surcharge): one of the venue's, a percentage or an amount. */
export const VariationFields = ({ value, change, onTop = false }: Props): ReactNode => {
  const { snapshot } = useRegister();
  const { currency } = snapshot.company;
  const [sign, setSign] = useState<-1 | 1>(value !== null && value.value > 0 ? 1 : -1);
  const [kind, setKind] = useState<Variation["kind"]>(value?.kind ?? "percent");
  // What takes nothing off by itself is typed.
  const named = snapshot.discounts.filter(({ percent, amount }) => percent !== null || amount !== null);
  const typed = value && value.name === "" ? Math.abs(value.value) : "";
  const say = (much: number | string, by: Variation["kind"], way: -1 | 1): void => {
    const number = Number(much);
    if (much === "" || !(number > 0)) return change(null);
    change({ kind: by, value: way * number, name: "" });
  };
  return (
    <div className={styles["variation"]}>
      {onTop && (
        <SegmentedControl
          fullWidth
          aria-label="Discount or surcharge"
          data={[
            { value: "-1", label: "Discount" },
            { value: "1", label: "Surcharge" },
          ]}
          value={String(sign)}
          onChange={(next) => {
            const way = next === "1" ? 1 : -1;
            setSign(way);
            say(typed, kind, way);
          }}
        />
      )}
      {sign === -1 && named.length > 0 && (
        <div className={styles["chips"]} role="group" aria-label="Discounts of the venue">
          {named.map(({ id, name, code, percent, amount }) => {
            const on = value?.code === code;
            return (
              <button
                key={id}
                type="button"
                className={styles["chip"]}
                aria-pressed={on}
                onClick={() =>
                  change(
                    on
                      ? null
                      : percent !== null
                        ? { kind: "percent", value: -Number(percent), code, name }
                        : { kind: "amount", value: -Number(amount), code, name },
                  )
                }
              >
                {name}
              </button>
            );
          })}
        </div>
      )}
      <div className={styles["row"]}>
        <SegmentedControl
          aria-label="By percentage or amount"
          data={[
            { value: "percent", label: "%" },
            { value: "amount", label: currency },
          ]}
          value={kind}
          onChange={(next) => {
            const by = next === "amount" ? "amount" : "percent";
            setKind(by);
            say(typed, by, sign);
          }}
        />
        <NumberInput
          className={styles["grow"]}
          aria-label={sign === -1 ? "Discount" : "Surcharge"}
          placeholder={kind === "percent" ? "Percent" : "Amount"}
          hideControls
          min={0}
          {...(kind === "percent" && sign === -1 && { max: 100 })}
          decimalScale={kind === "percent" ? 2 : digitsOf(currency)}
          allowNegative={false}
          value={typed}
          onChange={(next) => say(next, kind, sign)}
        />
        {value && (
          <Button variant="default" onClick={() => change(null)}>
            None
          </Button>
        )}
      </div>
    </div>
  );
};
