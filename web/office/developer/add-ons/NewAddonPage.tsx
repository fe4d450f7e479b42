import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { fieldsOf } from "../../kit/form-values.ts";
import { PageHead } from "../../kit/PageHead.tsx";
import { RecordForm } from "../../kit/RecordForm.tsx";
import { useEditor } from "../../kit/useEditor.ts";
import { useGo } from "../../kit/useGo.ts";
import { type Addon, addonsKey } from "../parts/data.ts";
import { rememberSecret } from "../parts/secrets.ts";
import { addonBody, addonGroups, addonStart } from "./fields.tsx";

/** Makes an add-on, and goes on to where its secret is shown this once. */
export const NewAddonPage = (): ReactNode => {
  const go = useGo();
  const client = useQueryClient();
  const editor = useEditor<Addon>({
    kind: "addons",
    record: undefined,
    start: addonStart,
    fields: fieldsOf(addonGroups),
    toBody: addonBody,
    onSaved: ({ id, client_id: clientId, client_secret: secret }) => {
      if (secret) rememberSecret(clientId, secret);
      // The secret is kept where it is shown, and nowhere else.
      client.removeQueries({ queryKey: ["records", "addons"] });
      void client.invalidateQueries({ queryKey: addonsKey });
      void go(`/developer/add-ons/${id}`, secret ? { secret: "new" } : {}, { anyway: true, replace: true });
    },
  });
  return (
    <>
      <PageHead
        title="New add-on"
        says="You get the client ID next, and the secret if it can keep one."
        crumbs={[{ title: "Add-ons", to: "/developer/add-ons" }]}
      />
      <RecordForm
        label="New add-on"
        groups={addonGroups}
        editor={editor}
        create="Create add-on"
        cancel={() => void go("/developer/add-ons")}
      />
    </>
  );
};
