import type { ReactNode } from "react";
import { useOffice } from "../../app/office.ts";
import type { Group, Values } from "../../kit/fields/field.ts";
import form from "../../kit/Form.module.css";
import { fieldsOf } from "../../kit/form-values.ts";
import { type Rec, nameOf } from "../../kit/records-data.ts";
import { RecordForm } from "../../kit/RecordForm.tsx";
import { RecordFrame } from "../../kit/RecordFrame.tsx";
import { FreshRecord } from "../../kit/RecordPage.tsx";
import { useEditor } from "../../kit/useEditor.ts";
import { useGo } from "../../kit/useGo.ts";
import { useOnSaved } from "../../kit/useOnSaved.ts";
import { FloorEditor } from "./FloorEditor.tsx";
import { type Table, toBody } from "./table.ts";

const groupsOf = (isNew: boolean): readonly Group[] => [
  {
    title: "Room",
    fields: [
      { kind: "text", name: "name", label: "Name", required: true, max: 100 },
      ...(isNew ? [{ kind: "record", name: "site_id", label: "Site", of: "sites", required: true } as const] : []),
    ],
  },
];

/** One room, drawn table by table. */
export const FloorPlanPage = (): ReactNode => (
  <FreshRecord kind="floor_plans">{(record) => <Edit record={record} />}</FreshRecord>
);

const Edit = ({ record }: { record: Rec | undefined }): ReactNode => {
  const { may, site, sites } = useOffice();
  const go = useGo();
  const readOnly = !may("setup:write");
  const groups = groupsOf(record === undefined);
  const editor = useEditor({
    kind: "floor_plans",
    record,
    start: { name: "", site_id: site?.id ?? sites[0]?.id, tables: [] },
    fields: [...fieldsOf(groups), { kind: "own", name: "tables", label: "Tables", render: () => null }],
    toBody: (changes: Values) => ({
      ...changes,
      ...("tables" in changes && { tables: (changes["tables"] as readonly Table[]).map(toBody) }),
    }),
    onSaved: useOnSaved("/floor-plans"),
  });
  const title = record ? nameOf(record) : "New floor plan";
  return (
    <RecordFrame
      kind="floor_plans"
      record={record}
      title={title}
      list={{ title: "Floor plans", to: "/floor-plans" }}
      says={record && sites.length > 1 ? sites.find(({ id }) => id === record["site_id"])?.name : undefined}
      mayDelete={!readOnly}
      deleteSays="Its tables go with it. A plan with a table at which orders are open stays."
      wide
    >
      <RecordForm
        label={title}
        groups={groups}
        editor={editor}
        readOnly={readOnly}
        create="Add floor plan"
        cancel={() => void go("/floor-plans")}
      >
        <section className={form["group"]} style={{ display: "block" }} aria-label="Tables">
          <FloorEditor editor={editor} planId={record?.id} readOnly={readOnly} />
        </section>
      </RecordForm>
    </RecordFrame>
  );
};
