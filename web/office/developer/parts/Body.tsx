import { type ReactNode, useState } from "react";
import { Choices } from "./Choices.tsx";
import { CodeBlock } from "./CodeBlock.tsx";
import { bytesOf, prettyJson, sizeWords } from "./json.ts";
import styles from "./parts.module.css";

/** What stands where a body is larger than what is shown of it. */
const SHOWN_MAX = 200_000;

const VIEWS = [
  { value: "pretty", label: "Laid out" },
  { value: "raw", label: "Exact bytes" },
] as const;

/** A body as it went over the line, or laid out to be read. JSON is laid out at first. */
export const Body = ({
  text,
  label,
  bytes = text === null ? 0 : bytesOf(text),
  none = "No body.",
}: {
  text: string | null;
  label: string;
  /** How large it was; more than the text has where that was cut. */
  bytes?: number;
  none?: string;
}): ReactNode => {
  const pretty = text === null ? undefined : prettyJson(text);
  const [raw, setRaw] = useState(false);
  if (text === null || text === "") return <p className={styles["none"]}>{none}</p>;
  const shown = raw || pretty === undefined ? text : pretty;
  return (
    <div className={styles["body"]}>
      <div className={styles["bodyBar"]}>
        <span className={styles["quiet"]}>
          {sizeWords(bytes)}
          {bytes > bytesOf(text) && `, the first ${sizeWords(bytesOf(text))} of it are shown`}
        </span>
        {pretty !== undefined && (
          <Choices
            label={`How to show ${label.toLowerCase()}`}
            value={raw ? "raw" : "pretty"}
            options={VIEWS}
            onChange={(value) => setRaw(value === "raw")}
          />
        )}
      </div>
      <CodeBlock label={label} code={shown.slice(0, SHOWN_MAX)} copy={text} />
    </div>
  );
};
