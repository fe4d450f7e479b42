import { Button } from "@mantine/core";
import { Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { ConfirmDelete } from "../../kit/ConfirmDelete.tsx";
import type { Group as FieldGroup, Values } from "../../kit/fields/field.ts";
import { fieldsOf } from "../../kit/form-values.ts";
import { PageHead } from "../../kit/PageHead.tsx";
import { type Rec, nameOf, useRemove } from "../../kit/records-data.ts";
import { RecordForm } from "../../kit/RecordForm.tsx";
import { FreshRecord, useIdOfPath } from "../../kit/RecordPage.tsx";
import { useEditor } from "../../kit/useEditor.ts";
import { useGo } from "../../kit/useGo.ts";
import { MenuEditor } from "./MenuEditor.tsx";
import { type Group, toBody } from "./tree.ts";

const groups: readonly FieldGroup[] = [
  {
    title: "Menu",
    fields: [
      { kind: "text", name: "name", label: "Name", required: true, max: 100 },
      { kind: "records", name: "site_ids", label: "Sites", of: "sites", orNull: "Every site" },
    ],
  },
];

/** One menu: its tree, and how the register shows it. */
export const MenuPage = (): ReactNode => {
  const id = useIdOfPath();
  return (
    <FreshRecord kind="menus" id={id}>
      {(record) => <Edit key={id ?? "new"} record={record} />}
    </FreshRecord>
  );
};

const Edit = ({ record }: { record: Rec | undefined }): ReactNode => {
  const { may } = useOffice();
  const go = useGo();
  const remove = useRemove("menus");
  const [asking, setAsking] = useState(false);
  const readOnly = !may("products:write");
  const editor = useEditor({
    kind: "menus",
    record,
    start: { name: "", site_ids: null, groups: [] },
    fields: [...fieldsOf(groups), { kind: "own", name: "groups", label: "Groups and products", render: () => null }],
    toBody: (changes: Values) => ({
      ...changes,
      ...("groups" in changes && { groups: toBody(changes["groups"] as readonly Group[]) }),
    }),
    onSaved: (saved, added) => {
      toastGood(added ? `${nameOf(saved)} was added.` : "Saved.");
      if (added) void go(`/menus/${saved.id}`, {}, { replace: true, anyway: true });
    },
  });
  const title = record ? nameOf(record) : "New menu";
  return (
    <>
      <PageHead
        title={title}
        crumbs={[{ title: "Menus", to: "/menus" }]}
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
        create="Add menu"
        cancel={() => void go("/menus")}
      >
        <MenuEditor editor={editor} readOnly={readOnly} />
      </RecordForm>
      <ConfirmDelete
        what={asking ? title : undefined}
        onClose={() => setAsking(false)}
        onConfirm={async () => {
          if (!record) return;
          await remove.mutateAsync(record.id);
          toastGood(`${title} was deleted.`);
          await go("/menus", {}, { anyway: true });
        }}
      >
        Its products stay. A site that has no other menu shows one made of its categories.
      </ConfirmDelete>
    </>
  );
};
