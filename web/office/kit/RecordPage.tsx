import { useParams } from "@tanstack/react-router";
import { Fragment, type ReactNode } from "react";
import { Failed, Loading } from "../../common/components/States.tsx";
import { toastGood } from "../../common/toast.ts";
import { type Office, useOffice } from "../app/office.ts";
import type { Group, Values } from "./fields/field.ts";
import { fieldsOf } from "./form-values.ts";
import { type Rec, nameOf, useRecord } from "./records-data.ts";
import { RecordForm } from "./RecordForm.tsx";
import { RecordFrame } from "./RecordFrame.tsx";
import type { ListOf } from "./RecordList.tsx";
import { type Editor, useEditor } from "./useEditor.ts";
import { useGo } from "./useGo.ts";

/** How a kind of record is edited. */
export type EditOf = ListOf &
  Readonly<{
    groups: (office: Office, isNew: boolean) => readonly Group[];
    /** What a new one begins with. */
    start: (office: Office) => Values;
    /** The last hand on what is sent. */
    toBody?: (changes: Values) => Values;
    /** What is never deleted. */
    keeps?: (record: Rec) => boolean;
    /** What follows from deleting one. */
    deleteSays?: string;
    /** Beside or below the fields: a preview, what belongs to it. */
    more?: (props: Readonly<{ record: Rec | undefined; editor: Editor }>) => ReactNode;
  }>;

/** The id of the address, "/categories/12"; undefined for "/categories/new"; NaN for what is no id. */
export const useIdOfPath = (): number | undefined => {
  const { id } = useParams({ strict: false }) as Readonly<Record<string, string | undefined>>;
  return id === "new" ? undefined : /^\d{1,15}$/.test(id ?? "") ? Number(id) : Number.NaN;
};

/** The record of the address, as it is stored now and not as it was when it was last looked at. */
export const FreshRecord = ({
  kind,
  children,
}: {
  kind: string;
  children: (record: Rec | undefined) => ReactNode;
}): ReactNode => {
  const id = useIdOfPath();
  const record = useRecord(kind, id);
  // Another address on the same page begins anew: nothing of one record is left in the form of the next.
  if (id === undefined) return <Fragment key="new">{children(undefined)}</Fragment>;
  if (record.data && record.isFetchedAfterMount) return <Fragment key={id}>{children(record.data)}</Fragment>;
  return (
    <>
      <h1 className="unseen">{record.error ? "Not found" : "Loading"}</h1>
      {record.error ? <Failed error={record.error} again={() => void record.refetch()} /> : <Loading />}
    </>
  );
};

/** The page on which one record is made or changed. */
export const RecordPage = ({ of }: { of: EditOf }): ReactNode => (
  <FreshRecord kind={of.kind}>{(record) => <Edit of={of} record={record} />}</FreshRecord>
);

const Edit = ({ of, record }: { of: EditOf; record: Rec | undefined }): ReactNode => {
  const office = useOffice();
  const go = useGo();
  const isNew = record === undefined;
  const groups = of.groups(office, isNew);
  const name = of.nameOf ?? nameOf;
  const editor = useEditor({
    kind: of.kind,
    record,
    start: of.start(office),
    fields: fieldsOf(groups),
    ...(of.toBody && { toBody: of.toBody }),
    onSaved: (saved, added) => {
      toastGood(added ? `${name(saved)} was added.` : "Saved.");
      if (added) void go(of.path, {}, { anyway: true });
    },
  });
  const title = isNew ? `New ${of.one}` : name(record);
  const readOnly = !office.may(of.write);
  return (
    <RecordFrame
      kind={of.kind}
      record={record}
      title={title}
      list={{ title: of.title, to: of.path }}
      mayDelete={!readOnly && !(record && of.keeps?.(record))}
      deleteSays={of.deleteSays}
    >
      <RecordForm
        label={title}
        groups={groups}
        editor={editor}
        readOnly={readOnly}
        create={`Add ${of.one}`}
        cancel={() => void go(of.path)}
      >
        {of.more?.({ record, editor })}
      </RecordForm>
    </RecordFrame>
  );
};
