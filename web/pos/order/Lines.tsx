import { Button, Group } from "@mantine/core";
import { BellRing, Pause } from "lucide-react";
import type { ReactNode } from "react";
import { money, quantity } from "../../common/format.ts";
import page from "../app/Page.module.css";
import type { Order } from "../data/orders.ts";
import { type ReadLine, readLines } from "../orders/order-lines.ts";
import type { May } from "./may.ts";
import { useOrderWork } from "./work.ts";
import styles from "./Order.module.css";

type Course = Readonly<{ ordinal: number | null; name: string | null; status: string; lines: readonly ReadLine[] }>;

/** The courses of an order in the order in which they are served; what has no course comes first. */
const coursesOf = (lines: readonly ReadLine[]): readonly Course[] => {
  const ordinals = [...new Set(lines.map(({ line }) => line.course_ordinal))].sort((a, b) => (a ?? -1) - (b ?? -1));
  return ordinals.map((ordinal) => {
    const own = lines.filter(({ line }) => line.course_ordinal === ordinal);
    const { course_name: name, course_status: status } = own[0]!.line;
    return { ordinal, name: ordinal === null ? null : (name ?? `Course ${ordinal}`), status, lines: own };
  });
};

const STATUS: Readonly<Record<string, Readonly<{ says: string; tone: string }>>> = {
  uncalled: { says: "Held", tone: "warn" },
  pending: { says: "Next", tone: "plain" },
  called: { says: "Called", tone: "good" },
};

/** What is on an order, course by course; a course is called or held here. */
export const Lines = ({ order, may }: { order: Order; may: May }): ReactNode => {
  const lines = readLines(order);
  const courses = coursesOf(lines);
  return (
    <section className={page["card"]} aria-label="Items">
      <h2 className={page["cardTitle"]}>Items</h2>
      {lines.length === 0 && <p className={styles["nothing"]}>Nothing is on this order.</p>}
      {courses.map((course) => (
        <div key={course.ordinal ?? "none"} className={styles["course"]}>
          {course.name !== null && <CourseHead order={order} course={course} may={may.courses === true} />}
          <ul className={styles["lines"]} aria-label={course.name ?? "Items"}>
            {course.lines.map((line) => (
              <Line key={line.line.line_id} {...line} currency={order.currency} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
};

const CourseHead = ({ order, course, may }: { order: Order; course: Course; may: boolean }): ReactNode => {
  const work = useOrderWork(order.id);
  const status = STATUS[course.status];
  const set = (to: "called" | "uncalled", done: string): void =>
    work.mutate({
      path: "changes",
      body: { changes: [{ do: "call_course", course_ordinal: course.ordinal, status: to }] },
      done,
    });
  return (
    <div className={styles["courseHead"]}>
      <h3>{course.name}</h3>
      {status && (
        <span className={page["tag"]} data-tone={status.tone}>
          {status.says}
        </span>
      )}
      {may && (
        <Group gap="xs" ml="auto">
          {course.status !== "called" && (
            <Button
              size="sm"
              variant="light"
              leftSection={<BellRing size={18} aria-hidden />}
              loading={work.isPending}
              onClick={() => set("called", `The kitchen begins ${course.name}.`)}
            >
              Call<span className="unseen"> {course.name}</span>
            </Button>
          )}
          {course.status !== "uncalled" && (
            <Button
              size="sm"
              variant="default"
              leftSection={<Pause size={18} aria-hidden />}
              loading={work.isPending}
              onClick={() => set("uncalled", `${course.name} is held.`)}
            >
              Hold<span className="unseen"> {course.name}</span>
            </Button>
          )}
        </Group>
      )}
    </div>
  );
};

const Line = ({ line, details, total, currency }: ReadLine & { currency: string }): ReactNode => (
  <li className={styles["line"]}>
    <span className={`${styles["quantity"]} numbers`}>{quantity(line.quantity)}</span>
    <span className={styles["what"]}>
      {line.product.name}
      {details.map(({ text, depth }, at) => (
        <small key={at} style={{ paddingInlineStart: `${depth * 0.75}rem` }}>
          {text}
        </small>
      ))}
      {line.notes && <small className={styles["said"]}>“{line.notes}”</small>}
      {line.discount && <small className={styles["off"]}>{line.discount.name}</small>}
      {!line.discount && line.price_variation !== 1 && (
        <small className={styles["off"]}>{percentText(line.price_variation)}</small>
      )}
      {!line.discount && line.price_fixed_variation !== 0 && (
        <small className={styles["off"]}>{money(line.price_fixed_variation, currency)}</small>
      )}
    </span>
    <span className="numbers">{money(total, currency)}</span>
  </li>
);

/** "10% off", "15% more" of a coefficient. */
export const percentText = (coefficient: number): string => {
  const percent = Number(((coefficient - 1) * 100).toFixed(2));
  return percent < 0 ? `${-percent}% off` : `${percent}% more`;
};
