import { UnstyledButton } from "@mantine/core";
import { Banknote, CreditCard, Gift, NotebookPen, Smartphone } from "lucide-react";
import type { ReactNode } from "react";
import { useRegister } from "../app/context.ts";
import type { PaymentMethod } from "../data/snapshot.ts";
import { type Bill, tendersOf, worksOffline } from "./bill.ts";
import styles from "./Choosing.module.css";

const ICON = { size: 26, "aria-hidden": true } as const;
const icons: Readonly<Record<PaymentMethod["kind"], ReactNode>> = {
  cash: <Banknote {...ICON} />,
  card: <CreditCard {...ICON} />,
  account: <NotebookPen {...ICON} />,
  voucher: <Gift {...ICON} />,
  other: <Smartphone {...ICON} />,
  rounding: null,
};

type Props = Readonly<{ bill: Bill; ready: boolean; choose: (method: PaymentMethod) => void }>;

/** The ways to pay, as large buttons; one that cannot be used now says why. */
export const Tenders = ({ bill, ready, choose }: Props): ReactNode => {
  const { snapshot, offline } = useRegister();
  const whyNot = (method: PaymentMethod): string | null => {
    const refused = bill.refuses?.(method) ?? null;
    if (refused !== null) return refused;
    if (offline && !worksOffline(method)) return "Needs the network";
    if (method.kind === "account" && bill.customer === null) return "Needs a customer on the order";
    return null;
  };
  return (
    <div className={styles["tenders"]} role="group" aria-label="Pay by">
      {tendersOf(snapshot.payment_methods).map((method) => {
        const why = whyNot(method);
        return (
          <UnstyledButton
            key={method.id}
            className={styles["tender"]}
            data-first={method.kind === "cash" || method.kind === "card" ? "" : undefined}
            disabled={!ready || why !== null}
            onClick={() => choose(method)}
          >
            {icons[method.kind]}
            <span>
              {method.name}
              {why !== null && <small>{why}</small>}
              {why === null && offline && <small>Works offline</small>}
            </span>
          </UnstyledButton>
        );
      })}
    </div>
  );
};
