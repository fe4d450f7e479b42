import { Button, PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { saysOf } from "../../../common/api.ts";
import { sendAs } from "../parts/addon-api.ts";
import { StatusCode } from "../parts/badges.tsx";
import { Choices } from "../parts/Choices.tsx";
import { CodeBlock } from "../parts/CodeBlock.tsx";
import type { Addon } from "../parts/data.ts";
import { prettyJson } from "../parts/json.ts";
import { Panel } from "../parts/Panel.tsx";
import { rememberSecret, useSecret } from "../parts/secrets.ts";
import styles from "./add-ons.module.css";

const PATHS = {
  kounta: { token: "/v1/token", introspect: "/v1/token/introspect" },
  kseries: { token: "/oauth/token", introspect: "/oauth/introspect" },
} as const;
const NAMES = { kounta: "Kounta", kseries: "K-Series" } as const;

type Told = Readonly<{ what: string; status: number | null; text: string }>;

/** Asks the running OAuth endpoints as this add-on: what a token is good for, and for a token of its own. */
export const TokenTester = ({ addon }: { addon: Addon }): ReactNode => {
  const secret = useSecret(addon.client_id) ?? "";
  const [chosen, setChosen] = useState(addon.apis[0] ?? "kounta");
  const [token, setToken] = useState("");
  const [told, setTold] = useState<Told>();
  const [busy, setBusy] = useState(false);
  const paths = PATHS[chosen];
  const byItself = addon.grants.includes("client_credentials");

  const send = async (what: string, path: string, form: Record<string, string>): Promise<string | undefined> => {
    setBusy(true);
    try {
      const answer = await sendAs({ clientId: addon.client_id, secret }, "POST", path, { form });
      const text = await answer.text();
      setTold({ what, status: answer.status, text: prettyJson(text) ?? text });
      return answer.ok ? text : undefined;
    } catch (error) {
      setTold({ what, status: null, text: saysOf(error) });
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  const look = (event: FormEvent): void => {
    event.preventDefault();
    if (token.trim() !== "") void send("What the token is", paths.introspect, { token: token.trim() });
  };
  const get = async (): Promise<void> => {
    const text = await send("A token of its own", paths.token, { grant_type: "client_credentials" });
    const given = text === undefined ? undefined : (JSON.parse(text) as { access_token?: string }).access_token;
    if (given !== undefined) setToken(given);
  };

  if (addon.public) return null;
  return (
    <Panel
      title="Token tester"
      says="What a token may do and until when, as this server sees it now. The secret stays in this page’s memory."
      actions={
        addon.apis.length > 1 && (
          <Choices
            label="API"
            value={chosen}
            onChange={setChosen}
            options={addon.apis.map((api) => ({ value: api, label: NAMES[api] }))}
          />
        )
      }
    >
      <form className={styles["tester"]} onSubmit={look}>
        <PasswordInput
          label="Client secret"
          autoComplete="off"
          value={secret}
          onChange={(event) => rememberSecret(addon.client_id, event.currentTarget.value.trim())}
        />
        <TextInput
          label="Access or refresh token"
          autoComplete="off"
          spellCheck={false}
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
        />
        <div className={styles["buttons"]}>
          <Button type="submit" disabled={secret === "" || token.trim() === ""} loading={busy}>
            Look at it
          </Button>
          {byItself && (
            <Button variant="default" disabled={secret === "" || busy} onClick={() => void get()}>
              Get a token
            </Button>
          )}
        </div>
      </form>
      {told && (
        <div className={styles["stack"]} role="status">
          <div className={styles["told"]}>
            <StatusCode status={told.status} /> {told.what}
          </div>
          <CodeBlock label="Answer" code={told.text} />
        </div>
      )}
    </Panel>
  );
};
