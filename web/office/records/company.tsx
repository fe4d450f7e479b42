import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Failed, Loading } from "../../common/components/States.tsx";
import { toastGood } from "../../common/toast.ts";
import { useOffice } from "../app/office.ts";
import { api } from "../app/session.ts";
import type { Group } from "../kit/fields/field.ts";
import form from "../kit/Form.module.css";
import { fieldsOf } from "../kit/form-values.ts";
import { PageHead } from "../kit/PageHead.tsx";
import type { Rec } from "../kit/records-data.ts";
import { RecordForm } from "../kit/RecordForm.tsx";
import { useEditor } from "../kit/useEditor.ts";
import { CURRENCIES, TIME_ZONES } from "./choices.ts";
import { staffName } from "./staff-name.ts";

const groups: readonly Group[] = [
  {
    title: "Company",
    says: "Printed on receipts and invoices.",
    fields: [
      { kind: "text", name: "name", label: "Name", required: true, max: 100 },
      {
        kind: "record",
        name: "contact_staff_id",
        label: "Contact",
        of: "staff",
        title: staffName,
        orNull: "Nobody",
      },
      { kind: "text", name: "business_number", label: "Business number", max: 100 },
      {
        kind: "text",
        name: "business_number_label",
        label: "What the number is called",
        required: true,
        max: 100,
        placeholder: "ABN",
      },
    ],
  },
  {
    title: "Money and time",
    says: "The currency stays as it is once there are orders.",
    fields: [
      { kind: "choice", name: "currency", label: "Currency", options: CURRENCIES, required: true },
      {
        kind: "choice",
        name: "timezone",
        label: "Time zone",
        options: TIME_ZONES,
        required: true,
        says: "A site may have its own.",
      },
    ],
  },
  {
    title: "How to reach it",
    fields: [
      { kind: "text", name: "email", label: "Email", type: "email" },
      { kind: "text", name: "phone", label: "Phone", type: "tel" },
      { kind: "text", name: "website", label: "Website", type: "url", wide: true, placeholder: "https://…" },
      { kind: "address", name: "postal_address", label: "Postal address" },
    ],
  },
  { title: "Logo", fields: [{ kind: "image", name: "image", label: "Address of the picture" }] },
];

/** What the company itself is. */
export const CompanyPage = (): ReactNode => {
  const { at } = useOffice();
  const record = useQuery({
    queryKey: ["records", "company", "one", undefined],
    queryFn: () => api.get<Rec>(at("company")),
    staleTime: 0,
  });
  return (
    <div className={form["page"]}>
      <PageHead title="Company" says="Who you are, on receipts and to those who connect to you." />
      {record.data && record.isFetchedAfterMount ? (
        <Edit record={record.data} />
      ) : record.error ? (
        <Failed error={record.error} again={() => void record.refetch()} />
      ) : (
        <Loading />
      )}
    </div>
  );
};

const Edit = ({ record }: { record: Rec }): ReactNode => {
  const { may } = useOffice();
  const editor = useEditor({
    kind: "company",
    record,
    start: {},
    fields: fieldsOf(groups),
    single: true,
    onSaved: () => toastGood("Saved."),
  });
  return <RecordForm label="Company" groups={groups} editor={editor} readOnly={!may("setup:write")} />;
};
