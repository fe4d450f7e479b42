import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, OctagonX } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Failed, Loading } from "../../../common/components/States.tsx";
import { dayAndTime } from "../../../common/format.ts";
import { toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { StateBadge } from "../../kit/cells.tsx";
import { ConfirmDelete } from "../../kit/ConfirmDelete.tsx";
import { fieldsOf } from "../../kit/form-values.ts";
import { PageHead } from "../../kit/PageHead.tsx";
import { RecordForm } from "../../kit/RecordForm.tsx";
import { useIdOfPath } from "../../kit/RecordPage.tsx";
import { useEditor } from "../../kit/useEditor.ts";
import { CopyLine } from "../parts/CodeBlock.tsx";
import { type Addon, addonsKey } from "../parts/data.ts";
import { Panel } from "../parts/Panel.tsx";
import styles from "./add-ons.module.css";
import { addonBody, addonGroups, addonStart } from "./fields.tsx";
import { RotateDialog } from "./RotateDialog.tsx";
import { SecretOnce } from "./SecretOnce.tsx";
import { TokenTester } from "./TokenTester.tsx";

/** One add-on: its credentials, what it may do, and the end of it. */
export const AddonPage = (): ReactNode => {
  const id = useIdOfPath();
  const { at } = useOffice();
  const addon = useQuery({
    queryKey: [...addonsKey, "one", id],
    queryFn: () => api.get<Addon>(at(`addons/${id}`)),
    staleTime: 0,
  });
  if (addon.data) return <Shown key={addon.data.id} addon={addon.data} />;
  return (
    <>
      <h1 className="unseen">Add-on</h1>
      {addon.error ? <Failed error={addon.error} again={() => void addon.refetch()} /> : <Loading />}
    </>
  );
};

const Shown = ({ addon }: { addon: Addon }): ReactNode => {
  const { at, may, timezone } = useOffice();
  const client = useQueryClient();
  const [rotating, setRotating] = useState(false);
  const [revoking, setRevoking] = useState(false);
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: addonsKey });
  const editor = useEditor({
    kind: "addons",
    record: addon,
    start: addonStart,
    fields: fieldsOf(addonGroups),
    toBody: addonBody,
    onSaved: () => {
      toastGood("Saved.");
      void again();
    },
  });
  const active = addon.status === "active";
  const mayWrite = may("addons:write") && active;
  return (
    <>
      <PageHead
        title={addon.name}
        crumbs={[{ title: "Add-ons", to: "/developer/add-ons" }]}
        beside={active ? <StateBadge tone="good">Active</StateBadge> : <StateBadge tone="bad">Revoked</StateBadge>}
        actions={
          mayWrite && (
            <>
              {!addon.public && (
                <Button
                  variant="default"
                  leftSection={<KeyRound size={18} aria-hidden />}
                  onClick={() => setRotating(true)}
                >
                  New secret
                </Button>
              )}
              <Button
                variant="default"
                leftSection={<OctagonX size={18} aria-hidden />}
                onClick={() => setRevoking(true)}
              >
                Revoke
              </Button>
            </>
          )
        }
      />
      <div className={styles["page"]}>
        <SecretOnce clientId={addon.client_id} />
        <Panel title="Credentials">
          <dl className={styles["lines"]}>
            <CopyLine label="Client ID" value={addon.client_id} />
            <Line label="Client secret">
              {addon.public
                ? "It has none: it runs on people’s devices."
                : active
                  ? "Shown once, when it was made. Nobody can look it up."
                  : "It ended when the add-on was revoked."}
            </Line>
            {addon.old_secret_until !== null && (
              <Line label="Secret before">Good until {dayAndTime(addon.old_secret_until, timezone)}.</Line>
            )}
            <Line label="Connected">
              {addon.connected_companies === 1 ? "In 1 company." : `In ${addon.connected_companies} companies.`}
            </Line>
            <Line label="Made">{dayAndTime(addon.created_at, timezone)}</Line>
          </dl>
        </Panel>
        {active && <TokenTester addon={addon} />}
        <RecordForm label={addon.name} groups={addonGroups} editor={editor} readOnly={!mayWrite} />
      </div>
      <RotateDialog addon={addon} opened={rotating} onClose={() => setRotating(false)} onDone={again} />
      <ConfirmDelete
        what={revoking ? addon.name : undefined}
        word="Revoke"
        onClose={() => setRevoking(false)}
        onConfirm={async () => {
          await api.delete(at(`addons/${addon.id}`));
          toastGood(`${addon.name} was revoked.`);
          setRevoking(false);
          await again();
        }}
      >
        Its secrets end at once, and all its tokens in every company. This cannot be undone; it stays in the list.
      </ConfirmDelete>
    </>
  );
};

const Line = ({ label, children }: { label: string; children: ReactNode }): ReactNode => (
  <div className={styles["line"]}>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);
