import { ActionIcon, UnstyledButton } from "@mantine/core";
import { Divide } from "lucide-react";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import type { ReadLine } from "../orders/order-lines.ts";
import { type Dealt, divides, shareOf, shareText } from "./bills.ts";
import styles from "./Split.module.css";

type Props = Readonly<{
  bill: number;
  name: string;
  total: string;
  lines: readonly ReadLine[];
  dealt: Dealt;
  chosen: boolean;
  choose: () => void;
  tap: (read: ReadLine, quantity: number) => void;
  drop: (read: ReadLine, from: number) => void;
  share: (read: ReadLine) => void;
}>;

const TYPE = "application/x-servery-line";

/** Lets items be dropped on an element: tells when one hovers over it, and what was dropped. */
const useDropped = (over: (is: boolean) => void, dropped: (data: string) => void): RefObject<HTMLElement | null> => {
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    const on = element.current!;
    const listening = new AbortController();
    const { signal } = listening;
    const isOurs = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes(TYPE) ?? false;
    const onOver = (event: DragEvent): void => {
      if (!isOurs(event)) return;
      event.preventDefault();
      over(true);
    };
    const onDrop = (event: DragEvent): void => {
      if (!isOurs(event)) return;
      event.preventDefault();
      over(false);
      dropped(event.dataTransfer!.getData(TYPE));
    };
    on.addEventListener("dragover", onOver, { signal });
    on.addEventListener("dragleave", () => over(false), { signal });
    on.addEventListener("drop", onDrop, { signal });
    return () => listening.abort();
  });
  return element;
};

/** One bill with its items. A tap moves one of an item to the chosen bill, or back; a drag moves all of it. */
export const BillCard = ({ bill, name, total, lines, dealt, chosen, choose, tap, drop, share }: Props): ReactNode => {
  const [over, setOver] = useState(false);
  const own = lines.filter((read) => shareOf(dealt, read)[bill]! > 0);
  const card = useDropped(setOver, (data) => {
    const [lineId, from] = data.split(" ");
    const read = lines.find(({ line }) => line.line_id === lineId);
    if (read && Number(from) !== bill) drop(read, Number(from));
  });
  return (
    <section
      ref={card}
      className={styles["bill"]}
      aria-label={name}
      data-chosen={chosen ? "" : undefined}
      data-over={over ? "" : undefined}
    >
      <UnstyledButton className={styles["billHead"]} aria-pressed={chosen} onClick={choose}>
        <b>{name}</b>
        <span className="numbers">{total}</span>
      </UnstyledButton>
      {own.length === 0 && <p className={styles["none"]}>{chosen ? "Tap items to put them here." : "Nothing yet."}</p>}
      <ul>
        {own.map((read) => {
          const has = shareOf(dealt, read)[bill]!;
          return (
            <li key={read.line.line_id}>
              <UnstyledButton
                className={styles["item"]}
                draggable
                onDragStart={(event) => event.dataTransfer.setData(TYPE, `${read.line.line_id} ${bill}`)}
                onClick={() => tap(read, Math.min(1, has))}
              >
                <span className="numbers">{shareText(has)}</span>
                <span>
                  {read.line.product.name}
                  {read.details.length > 0 && <small>{read.details.map(({ text }) => text).join(", ")}</small>}
                </span>
              </UnstyledButton>
              {divides(read) && (
                <ActionIcon
                  aria-label={`Share ${read.line.product.name} over all bills`}
                  title="Share over all bills"
                  onClick={() => share(read)}
                >
                  <Divide size={18} aria-hidden />
                </ActionIcon>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
};
