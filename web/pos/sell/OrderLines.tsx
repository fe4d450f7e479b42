import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import type { Course, DraftLine } from "../data/draft.ts";
import { hasOptions } from "../data/draft-lines.ts";
import { Stepper } from "./Stepper.tsx";
import { useVariationSays } from "./Variation.tsx";
import { wordsOf } from "./chosen.ts";
import { byCourse, setCourseStatus } from "./lines.ts";
import { useSale } from "./sale.ts";
import styles from "./Order.module.css";

/** The lines of the order that is being taken, by course. */
export const OrderLines = (): ReactNode => {
  const { drafts } = useSale();
  return byCourse(drafts.draft.lines).map(({ course, lines }) => (
    <div key={course?.ordinal ?? -1}>
      {course && <CourseHead course={course} />}
      <ul className={styles["list"]} aria-label={course?.name ?? "Lines"}>
        {lines.map((line) => (
          <Line key={line.key} line={line} />
        ))}
      </ul>
    </div>
  ));
};

const CourseHead = ({ course }: { course: Course }): ReactNode => {
  const { drafts } = useSale();
  const held = course.status === "uncalled";
  return (
    <div className={styles["courseHead"]}>
      <h2 className={styles["course"]}>{course.name}</h2>
      <span className={styles["courseState"]} data-held={held || undefined}>
        {held ? "On hold" : "Made at once"}
      </span>
      <Button
        variant="subtle"
        px="xs"
        onClick={() => drafts.change((now) => setCourseStatus(now, course.ordinal, held ? "called" : "uncalled"))}
      >
        {held ? "Call" : "Hold"}
        <span className="unseen"> {course.name}</span>
      </Button>
    </div>
  );
};

/** A finger that goes so far to the left takes the line away. */
const SWIPE_PX = 90;

const Line = ({ line }: { line: DraftLine }): ReactNode => {
  const { totals, says, priceSays, selected, select, edit, remove, setQuantity, products } = useSale();
  const variationSays = useVariationSays();
  const on = selected === line.key;
  const from = useRef<Readonly<{ x: number; y: number }> | null>(null);
  const item = useRef<HTMLLIElement>(null);
  const total = totals.lines.find(({ key }) => key === line.key)?.total ?? 0;
  const gone = !products.get(line.productId)?.available;

  useEffect(() => {
    if (on) item.current?.scrollIntoView({ block: "nearest" });
  }, [on]);

  const details = [
    ...line.modifiers.map(({ name, negated, price }) => ({
      text: negated ? `No ${name}` : `+ ${name}`,
      depth: 0,
      price: negated ? 0 : price,
    })),
    ...wordsOf(line.sets),
  ];
  return (
    <li
      ref={item}
      className={styles["line"]}
      data-on={on || undefined}
      onTouchStart={({ touches }) => {
        const touch = touches[0];
        from.current = touch ? { x: touch.clientX, y: touch.clientY } : null;
      }}
      onTouchEnd={({ changedTouches }) => {
        const touch = changedTouches[0];
        if (!touch || !from.current) return;
        const { x, y } = from.current;
        if (x - touch.clientX > SWIPE_PX && Math.abs(touch.clientY - y) < SWIPE_PX / 2) remove(line);
      }}
    >
      <button
        type="button"
        className={styles["lineMain"]}
        aria-expanded={on}
        onClick={() => (on ? edit(line) : select(line.key))}
      >
        <span className={`${styles["many"]} numbers`}>{line.quantity}</span>
        <span className={styles["what"]}>
          {line.name}
          {details.map(({ text, depth, price }, at) => (
            <span key={at} className={styles["detail"]} data-depth={depth}>
              {text}
              {price > 0 && <span className="numbers"> {priceSays(price)}</span>}
            </span>
          ))}
          {line.notes && <span className={styles["note"]}>{line.notes}</span>}
          {line.variation && <span className={styles["off"]}>{variationSays(line.variation)}</span>}
          {gone && <span className={styles["gone"]}>Sold out: remove it</span>}
        </span>
        <span className={`${styles["amount"]} numbers`}>{says(total)}</span>
      </button>
      {on && (
        <div className={styles["lineTools"]}>
          <Stepper
            value={line.quantity}
            change={(quantity) => setQuantity(line, quantity)}
            label={line.name}
            whole={hasOptions(line)}
          />
          <Button variant="default" px="md" onClick={() => edit(line)}>
            Edit
          </Button>
          <Button variant="subtle" color="red" px="sm" onClick={() => remove(line)}>
            Remove
          </Button>
        </div>
      )}
    </li>
  );
};
