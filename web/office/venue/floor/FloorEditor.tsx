import { Button, SegmentedControl } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Circle, Square } from "lucide-react";
import { type ReactNode, useState } from "react";
import { errorOf } from "../../kit/form-values.ts";
import { useAll } from "../../kit/records-data.ts";
import type { Editor } from "../../kit/useEditor.ts";
import { UndoButtons } from "../parts/UndoButtons.tsx";
import { useHistory } from "../parts/useHistory.ts";
import { FloorCanvas } from "./FloorCanvas.tsx";
import styles from "./floor.module.css";
import { TableFields } from "./TableFields.tsx";
import { TableList } from "./TableList.tsx";
import { type Placed, type Table, copyOf, newTable, onOthers, placed } from "./table.ts";

const PHONE = "(max-width: 47.99em)";
const ZOOMS = [
  { value: "fit", label: "Fit" },
  { value: "20", label: "75 %" },
  { value: "28", label: "100 %" },
  { value: "40", label: "150 %" },
];

type Plan = Readonly<{ id: number; site_id: number; tables: readonly Table[] }>;

/** The numbers that tables in other rooms of the site have. */
const useTaken = (site: unknown, planId: number | undefined): readonly number[] => {
  const plans = useAll<Plan>("floor_plans");
  return (plans.data ?? [])
    .filter((plan) => plan.site_id === site && plan.id !== planId)
    .flatMap(({ tables }) => tables.map(({ number }) => number));
};

/** Draws a room: a picture to move tables about in, or on a phone a list of them. */
export const FloorEditor = ({
  editor,
  planId,
  readOnly,
}: {
  editor: Editor;
  planId: number | undefined;
  readOnly: boolean;
}): ReactNode => {
  const phone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false });
  const tables = (editor.values["tables"] ?? []) as readonly Table[];
  const taken = useTaken(editor.values["site_id"], planId);
  const history = useHistory<readonly Table[]>(
    tables,
    (next) => editor.set({ tables: next }),
    editor.values["version"],
  );
  const [selected, setSelected] = useState<number>();
  const [zoom, setZoom] = useState("fit");
  const [said, setSaid] = useState("");
  const drawn = placed(tables);
  const chosen = selected === undefined ? undefined : drawn[selected];
  const crowded = onOthers(drawn);
  const wrong = new Set(drawn.flatMap((_, at) => (errorOf(editor.errors, `tables.${at}`) === undefined ? [] : [at])));

  const put = (at: number, table: Table, tag?: string): void =>
    history.change(
      tables.map((one, i) => (i === at ? table : one)),
      tag,
    );
  const add = (table: Placed): void => {
    history.change([...tables, table]);
    setSelected(tables.length);
    setSaid(`Table ${table.number} was added.`);
  };
  const drop = (at: number): void => {
    setSaid(`Table ${tables[at]?.number} was taken off.`);
    history.change(tables.filter((_, i) => i !== at));
    setSelected(undefined);
  };
  const fields =
    chosen !== undefined && selected !== undefined ? (
      <TableFields
        key={`${selected}-${chosen.id ?? "new"}`}
        table={chosen}
        readOnly={readOnly}
        errorAt={(name) => errorOf(editor.errors, `tables.${selected}.${name}`)}
        onChange={(changes, tag) => put(selected, { ...tables[selected]!, ...changes }, tag && `${selected} ${tag}`)}
        onCopy={() => add(copyOf(tables, chosen, taken))}
        onDrop={() => drop(selected)}
      />
    ) : null;
  const seats = tables.reduce((sum, table) => sum + (table.active ? table.seats : 0), 0);

  return (
    <>
      <div className={styles["tools"]}>
        {!readOnly && (
          <>
            <Button
              variant="default"
              leftSection={<Square size={18} aria-hidden />}
              onClick={() => add(newTable(tables, "square", taken))}
            >
              Square table
            </Button>
            <Button
              variant="default"
              leftSection={<Circle size={18} aria-hidden />}
              onClick={() => add(newTable(tables, "round", taken))}
            >
              Round table
            </Button>
            <UndoButtons of={history} />
          </>
        )}
        <span className={styles["sum"]}>
          {tables.length === 1 ? "1 table" : `${tables.length} tables`} · {seats} seats
        </span>
        {!phone && <SegmentedControl aria-label="Size of the picture" data={ZOOMS} value={zoom} onChange={setZoom} />}
      </div>
      <p className="unseen" role="status">
        {said}
      </p>
      {crowded.size > 0 && (
        <p className={styles["crowded"]} role="status">
          {[...crowded].map((at) => drawn[at]?.number).join(", ")} stand on each other.
        </p>
      )}
      {phone ? (
        <TableList tables={drawn} selected={selected} onSelect={setSelected} wrong={wrong}>
          {fields}
        </TableList>
      ) : (
        <div className={styles["room"]} data-chosen={chosen !== undefined || undefined}>
          <FloorCanvas
            tables={drawn}
            selected={selected}
            onSelect={setSelected}
            readOnly={readOnly}
            zoom={zoom === "fit" ? "fit" : Number(zoom)}
            wrong={wrong}
            crowded={crowded}
            onPut={(at, { x, y, w, h, shape }) => {
              put(at, { ...tables[at]!, x, y, w, h, shape });
              setSaid(`Table ${tables[at]!.number}: column ${x}, row ${y}, ${w} by ${h}.`);
            }}
            onDrop={drop}
            onCopy={(at) => add(copyOf(tables, drawn[at]!, taken))}
          />
          {fields ?? (
            <div className={styles["hint"]}>
              <p>Choose a table to change it. Drag it to its place, and its corner to its size.</p>
              <p>
                By keyboard: arrows move it, with Shift they change its size; Delete takes it off, Ctrl D makes another.
              </p>
            </div>
          )}
        </div>
      )}
    </>
  );
};
