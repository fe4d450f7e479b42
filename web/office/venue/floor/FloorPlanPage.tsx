import { Button } from "@mantine/core";
import { Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { ConfirmDelete } from "../../kit/ConfirmDelete.tsx";
import type { Group, Values } from "../../kit/fields/field.ts";
import form from "../../kit/Form.module.css";
import { fieldsOf } from "../../kit/form-values.ts";
import { PageHead } from "../../kit/PageHead.tsx";
import { type Rec, nameOf, useRemove } from "../../kit/records-data.ts";
import { RecordForm } from "../../kit/RecordForm.tsx";
import { FreshRecord, useIdOfPath } from "../../kit/RecordPage.tsx";
import { useEditor } from "../../kit/useEditor.ts";
import { useGo } from "../../kit/useGo.ts";
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
export const FloorPlanPage = (): ReactNode => {
  const id = useIdOfPath();
  return (
    <FreshRecord kind="floor_plans" id={id}>
      {(record) => <Edit key={id ?? "new"} record={record} />}
    </FreshRecord>
  );
};

const Edit = ({ record }: { record: Rec | undefined }): ReactNode => {
  const { may, site, sites } = useOffice();
  const go = useGo();
  const remove = useRemove("floor_plans");
  const [asking, setAsking] = useState(false);
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
    onSaved: (saved, added) => {
      toastGood(added ? `${nameOf(saved)} was added.` : "Saved.");
      if (added) void go(`/floor-plans/${saved.id}`, {}, { replace: true, anyway: true });
    },
  });
  const title = record ? nameOf(record) : "New floor plan";
  return (
    <>
      <PageHead
        title={title}
        crumbs={[{ title: "Floor plans", to: "/floor-plans" }]}
        says={record && sites.length > 1 ? sites.find(({ id }) => id === record["site_id"])?.name : undefined}
        actions={
          record &&
          !readOnly && (
            <Button variant="default" leftSection={<Trash2 size={18} aria-hidden />} onClick={() => setAsking(true)}>
              Delete
            </Button>
          )
        }
      />
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
      <ConfirmDelete
        what={asking ? title : undefined}
        onClose={() => setAsking(false)}
        onConfirm={async () => {
          if (!record) return;
          await remove.mutateAsync(record.id);
          toastGood(`${title} was deleted.`);
          await go("/floor-plans", {}, { anyway: true });
        }}
      >
        Its tables go with it. A plan with a table at which orders are open stays.
      </ConfirmDelete>
    </>
  );
};
