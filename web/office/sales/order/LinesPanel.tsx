import type { ReactNode } from "react";
import { money, quantity } from "../../../common/format.ts";
import type { Order, OrderLine } from "../data.ts";
import { Nothing, Panel } from "../parts/Panel.tsx";
import { factorWords } from "../words.ts";
import { readLines } from "./lines.ts";
import styles from "./order.module.css";

/** What is said about a line besides its product: notes, course, a changed price. */
const remarks = (line: OrderLine, show: (amount: number) => string): readonly string[] => [
  ...(line.course_name ? [line.course_name] : []),
  ...(line.discount ? [`Discount: ${line.discount.name}`] : []),
  ...(!line.discount && line.price_variation !== 1 ? [factorWords(line.price_variation)] : []),
  ...(line.price_fixed_variation !== 0 ? [`${show(line.price_fixed_variation)} on the line`] : []),
  ...(line.notes ? [`“${line.notes}”`] : []),
];

/** The lines of an order with what was chosen for them, and what they come to. */
export const LinesPanel = ({ order }: { order: Order }): ReactNode => {
  const show = (amount: number): string => money(amount, order.currency);
  if (order.lines.length === 0) {
    return (
      <Panel title="Lines">
        <Nothing>Nothing is on this order.</Nothing>
      </Panel>
    );
  }
  return (
    <Panel title="Lines">
      <table className={styles["lines"]} aria-label="Lines">
        <thead>
          <tr>
            <th scope="col">Product</th>
            <th scope="col">Quantity</th>
            <th scope="col">Each</th>
            <th scope="col">Total</th>
          </tr>
        </thead>
        <tbody>
          {readLines(order).map(({ line, details }) => (
            <tr key={line.line_id}>
              <td>
                <span className={styles["product"]}>{line.product.name}</span>
                {details.map(({ text, depth, amount }, at) => (
                  <span key={at} className={styles["detail"]} style={{ paddingInlineStart: `${depth}rem` }}>
                    {text}
                    {amount !== undefined && amount !== 0 && <span className="numbers"> {show(amount)}</span>}
                  </span>
                ))}
                {remarks(line, show).map((text) => (
                  <span key={text} className={styles["detail"]}>
                    {text}
                  </span>
                ))}
              </td>
              <td>{quantity(line.quantity)}</td>
              <td>{show(line.unit_price_inc_tax)}</td>
              <td>{show(line.line_total_inc_tax)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Sums order={order} />
    </Panel>
  );
};

const Sums = ({ order }: { order: Order }): ReactNode => {
  const show = (amount: number): string => money(amount, order.currency);
  const changed = [
    ...(order.price_variation === 1 ? [] : [factorWords(order.price_variation)]),
    ...(order.price_fixed_variation === 0 ? [] : [show(order.price_fixed_variation)]),
  ];
  const rows: readonly (readonly [string, number, boolean?])[] = [
    ["Tax in it", order.total_tax],
    ["Total", order.total, true],
    ...(order.tip_service === 0
      ? []
      : ([
          ["Tip/service", order.tip_service],
          ["To pay", order.payable, true],
        ] as const)),
    ...(order.remaining === 0 || order.status === "COMPLETE" ? [] : ([["Not paid yet", order.remaining]] as const)),
  ];
  return (
    <dl className={styles["sums"]}>
      {changed.length > 0 && (
        <div>
          <dt>On the whole order</dt>
          <dd>{changed.join(", ")}</dd>
        </div>
      )}
      {rows.map(([label, amount, strong]) => (
        <div key={label} data-strong={strong}>
          <dt>{label}</dt>
          <dd>{show(amount)}</dd>
        </div>
      ))}
    </dl>
  );
};
