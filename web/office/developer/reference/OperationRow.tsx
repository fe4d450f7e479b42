import { Anchor } from "@mantine/core";
import { ChevronDown } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useUrl } from "../../kit/url.ts";
import { Method, StatusCode } from "../parts/badges.tsx";
import { type Entry, type Schema, objectIn, typeWords } from "./openapi.ts";
import styles from "./reference.module.css";

/** One operation: a line, and below it what it takes and answers once it is opened (`?op=`). */
export const OperationRow = ({ entry, document }: { entry: Entry; document: string }): ReactNode => {
  const { values, set } = useUrl();
  const row = useRef<HTMLButtonElement>(null);
  const { method, path, operation } = entry;
  const open = values["op"] === operation.operationId;
  useEffect(() => {
    if (open) row.current?.scrollIntoView({ block: "nearest" });
  }, [open]);
  return (
    <li className={styles["operation"]}>
      <button
        ref={row}
        type="button"
        className={styles["line"]}
        aria-expanded={open}
        onClick={() => set({ op: open ? undefined : operation.operationId })}
      >
        <Method>{method}</Method>
        <span className={styles["path"]}>{path}</span>
        <span className={styles["summary"]}>{operation.summary}</span>
        <ChevronDown size={18} aria-hidden data-open={open || undefined} />
      </button>
      {open && <Details entry={entry} document={document} />}
    </li>
  );
};

const Details = ({ entry: { operation, tag }, document }: { entry: Entry; document: string }): ReactNode => {
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  const parameters = operation.parameters ?? [];
  const anchor = `#/${encodeURIComponent(tag.replaceAll(" ", "_"))}/${operation.operationId}`;
  return (
    <div className={styles["details"]}>
      {operation.description?.split("\n\n").map((words) => (
        <p key={words}>{words.replaceAll("`", "")}</p>
      ))}
      {parameters.length > 0 && (
        <>
          <h3>Parameters</h3>
          <dl className={styles["fields"]}>
            {parameters.map(({ name, in: where, required, description, schema }) => (
              <Field
                key={`${where} ${name}`}
                name={name}
                type={`${typeWords(schema)}, in the ${where}`}
                required={required === true}
                says={description ?? schema?.description}
              />
            ))}
          </dl>
        </>
      )}
      {body && (
        <>
          <h3>Body</h3>
          <Fields of={body} depth={0} />
        </>
      )}
      <h3>Answers</h3>
      <ul className={styles["answers"]}>
        {Object.entries(operation.responses).map(([status, { description }]) => (
          <li key={status}>
            <StatusCode status={Number(status)} /> {description}
          </li>
        ))}
      </ul>
      <Anchor href={`/docs?urls.primaryName=${document}${anchor}`} target="_blank" rel="noreferrer">
        Try it
      </Anchor>
    </div>
  );
};

const DEPTH_MAX = 2;

/** The fields of an object, and of the objects in it. */
const Fields = ({ of, depth }: { of: Schema; depth: number }): ReactNode => {
  const object = objectIn(of);
  if (!object?.properties) return <p className={styles["type"]}>{typeWords(of)}</p>;
  return (
    <dl className={styles["fields"]}>
      {Object.entries(object.properties).map(([name, schema]) => {
        const inner = depth < DEPTH_MAX ? objectIn(schema) : undefined;
        return (
          <Field
            key={name}
            name={name}
            type={typeWords(schema)}
            required={object.required?.includes(name) ?? false}
            says={schema.description}
          >
            {inner && <Fields of={inner} depth={depth + 1} />}
          </Field>
        );
      })}
    </dl>
  );
};

const Field = ({
  name,
  type,
  required,
  says,
  children,
}: {
  name: string;
  type: string;
  required: boolean;
  says: string | undefined;
  children?: ReactNode;
}): ReactNode => (
  <div>
    <dt>
      {name}
      {required && <span className={styles["needed"]}>needed</span>}
    </dt>
    <dd>
      <span className={styles["type"]}>{type}</span>
      {says !== undefined && <span>{says.replaceAll("`", "")}</span>}
      {children}
    </dd>
  </div>
);
