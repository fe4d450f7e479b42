import { ActionIcon, Menu } from "@mantine/core";
import { Ellipsis, Layers, Plus, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { clockTime } from "../../common/format.ts";
import { useRegister } from "../app/context.ts";
import { isEmptyDraft } from "../data/drafts.ts";
import type { Draft } from "../data/draft.ts";
import { ClearDialog } from "./ClearDialog.tsx";
import { FactChips } from "./FactChips.tsx";
import { FactDialog, type Fact } from "./FactDialog.tsx";
import { COURSES, courseOn } from "./lines.ts";
import { useSale } from "./sale.ts";
import styles from "./Order.module.css";

const ICON = { size: 18, "aria-hidden": true } as const;
type Asked = Fact | "clear" | null;
const tookMoney = ({ tenders }: Draft): boolean => (tenders ?? []).length > 0;

/** What the order as a whole is: where, who, how; and what else can be said about it. */
export const OrderFacts = (): ReactNode => {
  const { drafts, course } = useSale();
  const { timezone } = useRegister().snapshot.company;
  const { draft, held, setAside, open, clear } = drafts;
  const [asked, setAsked] = useState<Asked>(null);
  const close = (): void => setAsked(null);
  return (
    <div className={styles["facts"]}>
      <FactChips>
        <CourseMenu />
      </FactChips>
      <Menu position="bottom-end" width={260} shadow="md">
        <Menu.Target>
          <ActionIcon color="gray" variant="default" aria-label="More about this order">
            <Ellipsis size={20} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item h={44} onClick={() => setAsked("note")}>
            Note
          </Menu.Item>
          <Menu.Item h={44} onClick={() => setAsked("variation")}>
            Discount or surcharge
          </Menu.Item>
          <Menu.Item h={44} onClick={() => setAsked("tip")}>
            Tip and service
          </Menu.Item>
          <Menu.Item h={44} onClick={() => setAsked("prices")}>
            Price list
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            h={44}
            leftSection={<Plus {...ICON} />}
            disabled={isEmptyDraft(draft)}
            onClick={() => void setAside()}
          >
            Put aside, begin another
          </Menu.Item>
          {held.map(({ key, draft: other }) => (
            <Menu.Item key={key} h={44} leftSection={<Layers {...ICON} />} onClick={() => void open(other)}>
              {other.table
                ? `Table ${other.table}`
                : (other.customer?.name ?? `From ${clockTime(other.startedAt, timezone)}`)}
              {`, ${other.lines.length} ${other.lines.length === 1 ? "line" : "lines"}`}
            </Menu.Item>
          ))}
          <Menu.Item
            h={44}
            color="red"
            leftSection={<Trash2 {...ICON} />}
            disabled={isEmptyDraft(draft)}
            onClick={() => (tookMoney(draft) ? setAsked("clear") : void clear())}
          >
            Clear the order
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {held.length > 0 && (
        <span className="unseen" role="status">
          {held.length === 1 ? "1 order was put aside" : `${held.length} orders were put aside`}
        </span>
      )}
      {course && <span className="unseen">New lines go to {course.name}</span>}
      <ClearDialog opened={asked === "clear"} close={close} />
      <FactDialog fact={asked === "clear" ? null : asked} close={close} />
    </div>
  );
};

/** The course that the next lines go to. */
const CourseMenu = (): ReactNode => {
  const { course, setCourse, drafts } = useSale();
  return (
    <Menu position="bottom" shadow="md" width={200}>
      <Menu.Target>
        <button
          type="button"
          className={styles["chip"]}
          data-set={course !== null || undefined}
          aria-label={`Course of new lines: ${course?.name ?? "none"}`}
        >
          <Layers {...ICON} />
          <span>{course?.name ?? "Course"}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item h={44} onClick={() => setCourse(null)}>
          No course
        </Menu.Item>
        {COURSES.map((one) => (
          <Menu.Item key={one.ordinal} h={44} onClick={() => setCourse(courseOn(drafts.draft, one))}>
            {one.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
