import { Alert, Button, Group, SegmentedControl, Switch, Text } from "@mantine/core";
import { CircleAlert } from "lucide-react";
import { type ReactNode, useState } from "react";
import { StateBadge } from "../../kit/cells.tsx";
import form from "../../kit/Form.module.css";
import {
  ACTIONS,
  type Action,
  type ImportPlan,
  type ImportRow,
  actionTitles,
  actionTones,
  actionWords,
  cellSays,
} from "./import.ts";
import styles from "./import.module.css";

const SHOWN_MAX = 200;

/** What a table would do, row by row; with errors it can only be mended. */
export const PlanView = ({
  plan,
  busy,
  makeCategories,
  onMakeCategories,
  back,
  save,
}: {
  plan: ImportPlan;
  busy: boolean;
  makeCategories: boolean;
  onMakeCategories: (make: boolean) => void;
  back: () => void;
  save: () => void;
}): ReactNode => {
  const { rows, counts, new_categories: added } = plan;
  const [chosen, setChosen] = useState<Action | "all">(counts.error > 0 ? "error" : "all");
  // After the errors are gone there is nothing to show of them.
  const only = chosen !== "all" && counts[chosen] === 0 ? "all" : chosen;
  const shown = only === "all" ? rows : rows.filter(({ action }) => action === only);
  const todo = counts.create + counts.update;
  const asksForCategories =
    makeCategories || rows.some(({ errors }) => errors.some(({ column }) => column === "categories"));
  return (
    <div className={styles["plan"]} aria-busy={busy}>
      {counts.error > 0 ? (
        <Alert
          color="red"
          variant="light"
          role="alert"
          icon={<CircleAlert size={20} aria-hidden />}
          title={counts.error === 1 ? "One row has errors" : `${counts.error} rows have errors`}
        >
          <Text size="sm" c="var(--mantine-color-text)">
            Mend them in your table and choose it again. Nothing is imported before all rows are right.
          </Text>
        </Alert>
      ) : (
        <Text role="status">
          {todo === 0
            ? "Every product is already as the table says."
            : `${counts.create} will be added, ${counts.update} changed, ${counts.same} stay as they are.`}
          {added.length > 0 && ` New categories: ${added.join(", ")}.`}
        </Text>
      )}
      {asksForCategories && (
        <Switch
          label="Make categories that are not there yet"
          checked={makeCategories}
          disabled={busy}
          onChange={(event) => onMakeCategories(event.currentTarget.checked)}
          styles={{ body: { alignItems: "center", minHeight: 44 } }}
        />
      )}
      <div className={styles["filter"]}>
        <SegmentedControl
          aria-label="Rows to show"
          value={only}
          onChange={(next) => setChosen(next)}
          data={[
            { value: "all", label: `All ${rows.length}` },
            ...ACTIONS.filter((action) => counts[action] > 0).map((action) => ({
              value: action,
              label: `${actionTitles[action]} ${counts[action]}`,
            })),
          ]}
        />
      </div>
      <ul className={styles["rows"]} aria-label="Rows">
        {shown.slice(0, SHOWN_MAX).map((row) => (
          <Row key={row.line} row={row} />
        ))}
      </ul>
      {shown.length > SHOWN_MAX && (
        <Text c="dimmed" size="sm">
          The first {SHOWN_MAX} of {shown.length.toLocaleString()} rows.
        </Text>
      )}
      <div className={form["bar"]}>
        <Group>
          <Button variant="default" onClick={back} disabled={busy}>
            {counts.error > 0 ? "Choose the table again" : "Back"}
          </Button>
          <Button onClick={save} loading={busy} disabled={counts.error > 0 || todo === 0}>
            {todo === 1 ? "Import 1 product" : `Import ${todo} products`}
          </Button>
        </Group>
      </div>
    </div>
  );
};

const cell = (text: string | null): ReactNode =>
  text === null || text === "" ? <i className={styles["nothing"]}>nothing</i> : <bdi>{text}</bdi>;

const Row = ({ row: { line, action, name, changes, errors } }: { row: ImportRow }): ReactNode => (
  <li className={styles["row"]} data-action={action}>
    <span className={styles["line"]}>
      <span className="unseen">Line </span>
      {line}
    </span>
    <span className={styles["badge"]}>
      <StateBadge tone={actionTones[action]}>{actionWords[action]}</StateBadge>
    </span>
    <div className={styles["what"]}>
      <bdi className={styles["name"]}>{name || "(no name)"}</bdi>
      {errors.map(({ column, says }) => (
        <p key={`${column} ${says}`} className={styles["error"]}>
          <b>{column}</b>: {cellSays(says)}
        </p>
      ))}
      {action === "update" && (
        <dl className={styles["changes"]}>
          {Object.entries(changes).map(([column, [before, after]]) => (
            <div key={column}>
              <dt>{column}</dt>
              <dd>
                <del>{cell(before)}</del> <span aria-hidden>→</span> <ins>{cell(after)}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  </li>
);
