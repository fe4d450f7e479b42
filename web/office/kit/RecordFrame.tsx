import { Button } from "@mantine/core";
import { Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { toastGood } from "../../common/toast.ts";
import { ConfirmDelete } from "./ConfirmDelete.tsx";
import form from "./Form.module.css";
import { PageHead } from "./PageHead.tsx";
import { type Rec, useRemove } from "./records-data.ts";
import { useGo } from "./useGo.ts";

/** What stands around the form of one record: what it is called, the way back to its list, and the way to delete it. */
export const RecordFrame = ({
  kind,
  record,
  title,
  list,
  mayDelete,
  deleteSays,
  says,
  wide = false,
  children,
}: {
  kind: string;
  /** Undefined: a new one. */
  record: Rec | undefined;
  title: string;
  /** The page of all of them. */
  list: Readonly<{ title: string; to: string }>;
  mayDelete: boolean;
  /** What follows from deleting it. */
  deleteSays?: string | undefined;
  says?: string | undefined;
  /** As wide as the window: for what is drawn, not typed. */
  wide?: boolean;
  children: ReactNode;
}): ReactNode => {
  const go = useGo();
  const remove = useRemove(kind);
  const [asking, setAsking] = useState(false);
  const page = (
    <>
      <PageHead
        title={title}
        crumbs={[list]}
        says={says}
        actions={
          record &&
          mayDelete && (
            <Button variant="default" leftSection={<Trash2 size={18} aria-hidden />} onClick={() => setAsking(true)}>
              Delete
            </Button>
          )
        }
      />
      {children}
      <ConfirmDelete
        what={asking && record ? title : undefined}
        onClose={() => setAsking(false)}
        onConfirm={async () => {
          if (!record) return;
          await remove.mutateAsync(record.id);
          toastGood(`${title} was deleted.`);
          await go(list.to, {}, { anyway: true });
        }}
      >
        {deleteSays}
      </ConfirmDelete>
    </>
  );
  return wide ? page : <div className={form["page"]}>{page}</div>;
};
