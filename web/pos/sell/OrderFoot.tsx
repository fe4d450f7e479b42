import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { fromMinor } from "../../common/format.ts";
import { useRegister } from "../app/context.ts";
import { coveredBy } from "../data/tenders.ts";
import { useVariationSays } from "./Variation.tsx";
import { useSale } from "./sale.ts";
import { useDeeds } from "./deeds.ts";
import styles from "./Order.module.css";

/** What the order comes to, and what becomes of it: held, sent to the kitchen, paid. */
export const OrderFoot = ({ sent }: { sent: (() => void) | undefined }): ReactNode => {
  const { drafts, totals, says, priceSays, order } = useSale();
  const { currency } = useRegister().snapshot.company;
  const { hold, send, pay, busy } = useDeeds();
  const variationSays = useVariationSays();
  const { draft } = drafts;
  const taken = coveredBy(draft.tenders);
  const nothing = draft.lines.length === 0;
  const before = order?.payable ?? 0;
  const added = fromMinor(totals.total, currency);
  const limit = order?.price_limit ?? null;
  const over = limit !== null && !nothing && before + added > limit;
  const remaining = (order?.remaining ?? 0) + added;
  return (
    <div className={styles["foot"]}>
      <dl className={`${styles["sums"]} numbers`}>
        {order ? (
          <>
            <Sum name="Sent" value={priceSays(before)} />
            {!nothing && <Sum name="New" value={says(totals.total)} />}
          </>
        ) : (
          <>
            {(draft.variation || draft.tipService) && <Sum name="Subtotal" value={says(totals.subtotal)} />}
            {draft.variation && <Sum name={variationSays(draft.variation)} value={says(totals.variation)} />}
            {draft.tipService && (
              <Sum
                name={
                  draft.tipService.kind === "percent"
                    ? `Tip and service ${draft.tipService.value} %`
                    : "Tip and service"
                }
                value={says(totals.tipService)}
              />
            )}
            {taken !== 0 && <Sum name="Paid so far" value={says(taken)} />}
            {totals.tax !== 0 && <Sum name="Tax included" value={says(totals.tax)} quiet />}
          </>
        )}
        <div className={styles["total"]}>
          <dt>Total</dt>
          <dd>{order ? priceSays(before + added) : says(totals.payable)}</dd>
        </div>
      </dl>
      {over && (
        <p className={styles["over"]} role="alert">
          This order may come to {priceSays(limit)} at the most. Take something off before you send it.
        </p>
      )}
      <div className={styles["deeds"]}>
        {!order && (
          <Button variant="default" disabled={nothing || busy} onClick={() => void hold().then(sent)}>
            Hold
          </Button>
        )}
        <Button variant="light" disabled={nothing || busy} loading={busy} onClick={() => void send().then(sent)}>
          Send
        </Button>
        <Button
          className={styles["pay"]}
          disabled={busy || over || (order ? remaining <= 0 : nothing)}
          onClick={() => void pay()}
        >
          Pay <span className={styles["payAmount"]}>{order ? priceSays(remaining) : says(totals.payable - taken)}</span>
        </Button>
      </div>
    </div>
  );
};

const Sum = ({ name, value, quiet = false }: { name: string; value: string; quiet?: boolean }): ReactNode => (
  <div className={styles["sum"]} data-quiet={quiet || undefined}>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);
