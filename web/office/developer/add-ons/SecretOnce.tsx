import { Button } from "@mantine/core";
import { KeyRound } from "lucide-react";
import type { ReactNode } from "react";
import { useUrl } from "../../kit/url.ts";
import { CopyLine } from "../parts/CodeBlock.tsx";
import { useSecret } from "../parts/secrets.ts";
import styles from "./add-ons.module.css";

/** The secret that was made a moment ago (`?secret=new`). Whoever leaves the page, or loads it again, has seen it. */
export const SecretOnce = ({ clientId }: { clientId: string }): ReactNode => {
  const { values, set } = useUrl();
  const secret = useSecret(clientId);
  if (values["secret"] !== "new" || secret === undefined) return null;
  return (
    <section className={styles["secret"]} aria-label="New client secret">
      <KeyRound size={22} aria-hidden />
      <div>
        <h2>Keep this secret now</h2>
        <p>It is shown this once. Whoever has it can do what the add-on can do.</p>
        <dl>
          <CopyLine label="Client secret" value={secret} />
        </dl>
        <Button variant="default" onClick={() => set({ secret: undefined })}>
          I have kept it
        </Button>
      </div>
    </section>
  );
};
