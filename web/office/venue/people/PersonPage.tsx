import { Button } from "@mantine/core";
import { Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { toastGood } from "../../../common/toast.ts";
import { type Office, useOffice } from "../../app/office.ts";
import { ConfirmDelete } from "../../kit/ConfirmDelete.tsx";
import type { Group } from "../../kit/fields/field.ts";
import form from "../../kit/Form.module.css";
import { fieldsOf } from "../../kit/form-values.ts";
import { PageHead } from "../../kit/PageHead.tsx";
import { type Rec, useRemove } from "../../kit/records-data.ts";
import { RecordForm } from "../../kit/RecordForm.tsx";
import { FreshRecord, useIdOfPath } from "../../kit/RecordPage.tsx";
import { useEditor } from "../../kit/useEditor.ts";
import { useGo } from "../../kit/useGo.ts";
import { type Staff, staffName } from "./person.ts";
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
export const PersonPage = (): ReactNode => {
  const id = useIdOfPath();
  return (
    <FreshRecord kind="staff" id={id}>
      {(record) => <Edit key={id ?? "new"} record={record} />}
    </FreshRecord>
  );
};

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
  const remove = useRemove("staff");
  const [asking, setAsking] = useState(false);
  const readOnly = !office.may("setup:write");
  const editor = useEditor({
    kind: "staff",
    record,
    start: startOf(office),
    fields: fieldsOf(groups),
    toBody,
    onSaved: (saved, added) => {
      toastGood(added ? `${staffName(saved)} was added.` : "Saved.");
      if (added) void go(`/people/${saved.id}`, {}, { replace: true, anyway: true });
    },
  });
  const title = record ? staffName(record) : "New person";
  return (
    <div className={form["page"]}>
      <PageHead
        title={title}
        crumbs={[{ title: "Staff & logins", to: "/people" }]}
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
        create="Add person"
        cancel={() => void go("/people")}
      />
      {record && <SignInCard staff={record as Staff} />}
      <ConfirmDelete
        what={asking && record ? staffName(record) : undefined}
        onClose={() => setAsking(false)}
        onConfirm={async () => {
          if (!record) return;
          await remove.mutateAsync(record.id);
          toastGood(`${staffName(record)} was deleted.`);
          await go("/people", {}, { anyway: true });
        }}
      >
        What they did stays on orders and reports. Somebody who can sign in stays; switch their login off instead.
      </ConfirmDelete>
    </div>
  );
};
