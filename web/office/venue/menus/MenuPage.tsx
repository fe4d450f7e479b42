import type { ReactNode } from "react";
import { useOffice } from "../../app/office.ts";
import type { Group as FieldGroup, Values } from "../../kit/fields/field.ts";
import { fieldsOf } from "../../kit/form-values.ts";
import { type Rec, nameOf } from "../../kit/records-data.ts";
import { RecordForm } from "../../kit/RecordForm.tsx";
import { RecordFrame } from "../../kit/RecordFrame.tsx";
import { FreshRecord } from "../../kit/RecordPage.tsx";
import { useEditor } from "../../kit/useEditor.ts";
import { useGo } from "../../kit/useGo.ts";
import { useOnSaved } from "../../kit/useOnSaved.ts";
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
export const MenuPage = (): ReactNode => <FreshRecord kind="menus">{(record) => <Edit record={record} />}</FreshRecord>;

const Edit = ({ record }: { record: Rec | undefined }): ReactNode => {
  const { may } = useOffice();
  const go = useGo();
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
    onSaved: useOnSaved("/menus"),
  });
  const title = record ? nameOf(record) : "New menu";
  return (
    <RecordFrame
      kind="menus"
      record={record}
      title={title}
      list={{ title: "Menus", to: "/menus" }}
      mayDelete={!readOnly}
      deleteSays="Its products stay. A site that has no other menu shows one made of its categories."
      wide
    >
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
    </RecordFrame>
  );
};
