import { Button, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { fromMinor, money } from "../../common/format.ts";
import { toastGood } from "../../common/toast.ts";
import { useRegister } from "../app/context.ts";
import type { Tender } from "../data/draft.ts";
import type { PaymentMethod } from "../data/snapshot.ts";
import { covers } from "../data/tenders.ts";
import { BillSide } from "./BillSide.tsx";
import { CashPanel } from "./CashPanel.tsx";
import { OtherPanel } from "./OtherPanel.tsx";
import { SplitWays } from "./SplitWays.tsx";
import { Tenders } from "./Tenders.tsx";
import { Tips } from "./Tips.tsx";
import type { Bill } from "./bill.ts";
import { NO_TIP, type Tip, type Way, afterPart, dueOf, tipOf, wholeBill } from "./ways.ts";
import styles from "./Pay.module.css";

export type Back = Readonly<{ to: "/" } | { to: "/order/$id"; id: number }>;
type Props = Readonly<{
  bill: Bill;
  /** Resolves once the money is written down. */
  take: (tender: Tender) => Promise<void>;
  /** Ends a bill on which nothing is to be paid. */
  finish?: () => Promise<void>;
  giveBack?: (key: string) => void;
  back: Back;
  /** What has to be seen to before any more money is taken. */
  notice?: ReactNode;
}>;

/** Takes money for a bill: how much of it now, with what tip, by what means. */
export const PayScreen = ({ bill, take, finish, giveBack, back, notice }: Props): ReactNode => {
  const { snapshot } = useRegister();
  const { currency } = snapshot.company;
  const [way, setWay] = useState<Way>(wholeBill);
  const [tip, setTip] = useState<Tip>(NO_TIP);
  const [method, setMethod] = useState<PaymentMethod | null>(null);
  const [busy, setBusy] = useState(false);
  const due = dueOf(way, bill);
  const wanted = bill.tipService === 0 ? tipOf(tip, due, currency) : 0;
  const says = (minor: number): string => money(fromMinor(minor, currency), currency);

  const taken = (tender: Omit<Tender, "methodId" | "name">): void => {
    if (busy || !method) return;
    setBusy(true);
    const back = (tender.given ?? 0) - tender.amount - tender.tip;
    // The page that ends it all shows the change large; in between it is told in passing.
    if (back > 0 && covers(tender) < bill.remaining) toastGood(`Change: ${says(back)}`);
    void take({ ...tender, methodId: method.id, name: method.name }).finally(() => {
      setBusy(false);
      setMethod(null);
      setTip(NO_TIP);
      setWay(afterPart(way));
    });
  };
  const panel = { due, tip: wanted, bill, busy, back: () => setMethod(null), take: taken };
  return (
    <div className={styles["page"]} data-taking={method ? "" : undefined}>
      <BillSide bill={bill} back={back} {...(giveBack && { giveBack })} />
      <section className={styles["work"]} aria-label="Take a payment">
        {notice}
        {method?.kind === "cash" && <CashPanel method={method} {...panel} />}
        {method && method.kind !== "cash" && <OtherPanel method={method} {...panel} />}
        {!notice && bill.remaining < 0 && (
          <Text role="alert" c="var(--bad)">
            More was taken than this order comes to. Give a payment back: touch the cross beside it.
          </Text>
        )}
        {!notice && !method && bill.remaining === 0 && bill.lines.length > 0 && finish && (
          <Button size="xl" onClick={() => void finish()}>
            Finish, nothing to pay
          </Button>
        )}
        {!notice && !method && bill.remaining > 0 && (
          <>
            <SplitWays bill={bill} way={way} set={setWay} />
            {bill.tipService === 0 && <Tips tip={tip} set={setTip} due={due} />}
            <div className={styles["now"]} role="status">
              <span>To take now</span>
              <b className="numbers">{says(due + wanted)}</b>
            </div>
            <Tenders bill={bill} ready={due > 0} choose={setMethod} />
          </>
        )}
      </section>
    </div>
  );
};
