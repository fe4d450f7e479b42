import { ActionIcon } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ChevronLeft, X } from "lucide-react";
import type { ReactNode } from "react";
import { fromMinor, money, quantity } from "../../common/format.ts";
import page from "../app/Page.module.css";
import { useRegister } from "../app/context.ts";
import type { Back } from "./PayScreen.tsx";
import type { Bill, Tendered } from "./bill.ts";
import styles from "./Pay.module.css";

type Props = Readonly<{ bill: Bill; back: Back; giveBack?: (key: string) => void }>;

/** What is paid for, what was paid, and what is left. */
export const BillSide = ({ bill, back, giveBack }: Props): ReactNode => {
  const { currency } = useRegister().snapshot.company;
  const says = (minor: number): string => money(fromMinor(minor, currency), currency);
  const icon = <ChevronLeft size={24} aria-hidden />;
  return (
    <section className={styles["bill"]} aria-label="Bill">
      <div className={styles["head"]}>
        {back.to === "/" ? (
          <Link to="/" className={styles["back"]} aria-label="Back to the order">
            {icon}
          </Link>
        ) : (
          <Link
            to="/order/$id"
            params={{ id: String(back.id) }}
            className={styles["back"]}
            aria-label="Back to the order"
          >
            {icon}
          </Link>
        )}
        <div>
          <h1 className={page["title"]}>
            <span className="unseen">Pay </span>
            {bill.title}
          </h1>
          <span className={styles["about"]}>{bill.about}</span>
        </div>
      </div>
      <div className={styles["left"]} role="status">
        <span>{bill.remaining < 0 ? "To give back" : bill.tendered.length > 0 ? "Left to pay" : "To pay"}</span>
        <b className="numbers">{says(Math.abs(bill.remaining))}</b>
        {bill.tendered.length > 0 && <small className="numbers">of {says(bill.payable)}</small>}
        {bill.tipService !== 0 && <small className="numbers">with {says(bill.tipService)} tip / service</small>}
      </div>
      {bill.tendered.length > 0 && (
        <ul className={styles["tendered"]} aria-label="Paid so far">
          {bill.tendered.map((one) => (
            <Paid key={one.key} one={one} says={says} {...(giveBack && { giveBack })} />
          ))}
        </ul>
      )}
      <ul className={styles["lines"]} aria-label="Items">
        {bill.lines.map((line) => (
          <li key={line.key}>
            <span className="numbers">{quantity(line.quantity)}</span>
            <span>{line.name}</span>
            <span className="numbers">{says(line.total)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};

type PaidProps = Readonly<{ one: Tendered; says: (minor: number) => string; giveBack?: (key: string) => void }>;

const Paid = ({ one, says, giveBack }: PaidProps): ReactNode => (
  <li data-refused={one.state === "refused" ? "" : undefined}>
    <span>
      {one.name}
      <small>
        {[
          one.tip !== 0 && `with a tip of ${says(one.tip)}`,
          one.ref,
          one.state === "waits" && "waits to be sent",
          one.state === "refused" && "not taken",
          one.state === "here" && "goes out with the order",
        ]
          .filter(Boolean)
          .join(" · ")}
      </small>
    </span>
    <b className="numbers">{says(one.amount)}</b>
    {one.state === "here" && giveBack && (
      <ActionIcon aria-label={`Give ${says(one.amount)} by ${one.name} back`} onClick={() => giveBack(one.key)}>
        <X size={18} aria-hidden />
      </ActionIcon>
    )}
  </li>
);
