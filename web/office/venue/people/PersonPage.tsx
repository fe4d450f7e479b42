import type { ReactNode } from "react";
import { type Office, useOffice } from "../../app/office.ts";
import type { Group } from "../../kit/fields/field.ts";
import { fieldsOf } from "../../kit/form-values.ts";
import type { Rec } from "../../kit/records-data.ts";
import { RecordForm } from "../../kit/RecordForm.tsx";
import { RecordFrame } from "../../kit/RecordFrame.tsx";
import { FreshRecord } from "../../kit/RecordPage.tsx";
import { useEditor } from "../../kit/useEditor.ts";
import { useGo } from "../../kit/useGo.ts";
import { useOnSaved } from "../../kit/useOnSaved.ts";
import { staffName } from "../../records/staff-name.ts";
import type { Staff } from "./person.ts";
import { SignInCard } from "./SignInCard.tsx";

const groups: readonly Group[] = [
  {
    title: "Person",
    fields: [
      { kind: "text", name: "first_name", label: "First name", required: true, max: 60 },
      { kind: "text", name: "last_name", label: "Last name", max: 60 },
      { kind: "text", name: "mobile", label: "Mobile", type: "tel" },
      { kind: "text", name: "phone", label: "Phone", type: "tel" },
      { kind: "tags", name: "emails", label: "Email addresses" },
    ],
  },
  {
    title: "Work",
    says: "They can sign in with a PIN at the registers of these sites.",
    fields: [
      { kind: "records", name: "site_ids", label: "Works at", of: "sites", wide: true },
      {
        kind: "switch",
        name: "is_admin",
        label: "Administrator for connected apps",
        says: "Connected apps see this mark. What they may do here is their role.",
        wide: true,
      },
    ],
  },
];

/** A name that was emptied is empty, not absent. */
const toBody = (changes: Readonly<Record<string, unknown>>) => ({
  ...changes,
  ...("last_name" in changes && { last_name: changes["last_name"] ?? "" }),
});

/** Somebody who works here: what is known of them, and how they sign in. */
export const PersonPage = (): ReactNode => (
  <FreshRecord kind="staff">{(record) => <Edit record={record} />}</FreshRecord>
);

const startOf = ({ sites, site }: Office) => ({
  first_name: "",
  last_name: "",
  emails: [],
  is_admin: false,
  site_ids: site ? [site.id] : sites.map(({ id }) => id),
});

const Edit = ({ record }: { record: Rec | undefined }): ReactNode => {
  const office = useOffice();
  const go = useGo();
  const readOnly = !office.may("setup:write");
  const editor = useEditor({
    kind: "staff",
    record,
    start: startOf(office),
    fields: fieldsOf(groups),
    toBody,
    onSaved: useOnSaved("/people", staffName),
  });
  const title = record ? staffName(record) : "New person";
  return (
    <RecordFrame
      kind="staff"
      record={record}
      title={title}
      list={{ title: "Staff & logins", to: "/people" }}
      mayDelete={!readOnly}
      deleteSays="What they did stays on orders and reports. Somebody who can sign in stays; switch their login off instead."
    >
      <RecordForm
        label={title}
        groups={groups}
        editor={editor}
        readOnly={readOnly}
        create="Add person"
        cancel={() => void go("/people")}
      />
      {record && <SignInCard staff={record as Staff} />}
    </RecordFrame>
  );
};
