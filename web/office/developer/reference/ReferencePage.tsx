import { Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { BookMarked, ExternalLink, FlaskConical } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Empty, Loaded } from "../../../common/components/States.tsx";
import { api } from "../../app/session.ts";
import { FilterBar } from "../../kit/FilterBar.tsx";
import { PageHead } from "../../kit/PageHead.tsx";
import { useUrl } from "../../kit/url.ts";
import { Choices } from "../parts/Choices.tsx";
import { type Document, entriesOf, finds } from "./openapi.ts";
import { OperationRow } from "./OperationRow.tsx";
import styles from "./reference.module.css";

const DOCUMENTS = [
  { value: "kounta", label: "Kounta" },
  { value: "kseries", label: "K-Series" },
  { value: "operator", label: "Operator" },
] as const;

/** It is a page of this server's: it sends its tries with scripts, and cannot lead this window elsewhere. */
const OWN_PAGE =
  "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads";

/** The running routes of each API, to be searched and read; trying them is a switch away. */
export const ReferencePage = (): ReactNode => {
  const { values, set } = useUrl();
  const name = DOCUMENTS.find(({ value }) => value === values["api"])?.value ?? "kounta";
  const trying = values["try"] !== undefined;
  const docs = `/docs?urls.primaryName=${name}`;
  return (
    <>
      <PageHead
        title="API reference"
        says="Made from the routes that run here."
        actions={
          <>
            <Button
              variant="default"
              leftSection={trying ? <BookMarked size={18} aria-hidden /> : <FlaskConical size={18} aria-hidden />}
              onClick={() => set({ try: trying ? undefined : "1", op: undefined })}
            >
              {trying ? "Read" : "Try it"}
            </Button>
            <Button
              variant="default"
              component="a"
              href={docs}
              target="_blank"
              rel="noreferrer"
              rightSection={<ExternalLink size={18} aria-hidden />}
            >
              In a window of its own
            </Button>
          </>
        }
      />
      <div className={styles["apis"]}>
        <Choices
          label="API"
          value={name}
          options={DOCUMENTS}
          onChange={(value) => set({ api: value, op: undefined, q: undefined })}
        />
        <Anchor href={`/openapi/${name}.json`} target="_blank" rel="noreferrer" className={styles["document"] ?? ""}>
          /openapi/{name}.json
        </Anchor>
      </div>
      {trying ? (
        <iframe key={name} className={styles["frame"]} title="Reference with try-it" src={docs} sandbox={OWN_PAGE} />
      ) : (
        <Operations key={name} name={name} />
      )}
    </>
  );
};

const Operations = ({ name }: { name: string }): ReactNode => {
  const { values } = useUrl();
  const document = useQuery({
    queryKey: ["openapi", name],
    queryFn: () => api.get<Document>(`/openapi/${name}.json`),
    staleTime: Infinity,
  });
  return (
    <>
      <FilterBar search="Search operations" />
      <Loaded of={document}>
        {(loaded) => {
          const found = entriesOf(loaded).filter(finds(values["q"] ?? ""));
          if (found.length === 0) {
            return (
              <div className="card">
                <Empty icon={<BookMarked size={32} />} title="No operation is like that">
                  Search for a path, a method or a word of its title.
                </Empty>
              </div>
            );
          }
          const tags = [...new Set(found.map(({ tag }) => tag))];
          return (
            <div className={styles["tags"]}>
              {tags.map((tag) => (
                <Tag key={tag} name={tag}>
                  {found
                    .filter((entry) => entry.tag === tag)
                    .map((entry) => (
                      <OperationRow key={`${entry.method} ${entry.path}`} entry={entry} document={name} />
                    ))}
                </Tag>
              ))}
            </div>
          );
        }}
      </Loaded>
    </>
  );
};

const Tag = ({ name, children }: { name: string; children: ReactNode }): ReactNode => {
  const [open, setOpen] = useState(true);
  return (
    <section aria-label={name} className={styles["tag"]}>
      <h2>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {name}
        </button>
      </h2>
      {open && <ul className="card">{children}</ul>}
    </section>
  );
};
