import { Alert, Button, Group, Text, Textarea } from "@mantine/core";
import { CircleAlert, FileSpreadsheet, Upload } from "lucide-react";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { saveFile } from "../../kit/download.ts";
import form from "../../kit/Form.module.css";
import { EXAMPLE, type TableError } from "./import.ts";
import styles from "./import.module.css";

/** A table of products: dropped, chosen as a file, or pasted. */
export const ChooseTable = ({
  csv,
  wrong,
  busy,
  onChange,
  look,
}: {
  csv: string;
  wrong: TableError | undefined;
  busy: boolean;
  onChange: (csv: string) => void;
  look: (csv: string) => void;
}): ReactNode => {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [unreadable, setUnreadable] = useState<string>();
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    try {
      const text = await file.text();
      setUnreadable(undefined);
      onChange(text);
      look(text);
    } catch {
      setUnreadable(file.name);
    }
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <div className={form["form"]}>
      {(wrong ?? unreadable) !== undefined && (
        <Alert
          color="red"
          variant="light"
          role="alert"
          icon={<CircleAlert size={20} aria-hidden />}
          title={unreadable === undefined ? "This is not a table of products" : `${unreadable} cannot be read`}
        >
          {wrong && (
            <Text size="sm" c="var(--mantine-color-text)">
              {wrong.line !== undefined && `Line ${wrong.line}: `}
              {wrong.says}
            </Text>
          )}
        </Alert>
      )}
      <div
        className={styles["drop"]}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileSpreadsheet size={36} strokeWidth={1.5} aria-hidden />
        <Text fw={600}>Drop a CSV file here</Text>
        <Group justify="center">
          <Button leftSection={<Upload size={18} aria-hidden />} loading={busy} onClick={() => input.current?.click()}>
            Choose a file
          </Button>
          <Button
            variant="default"
            onClick={() => saveFile(new Blob([EXAMPLE], { type: "text/csv" }), "products-example.csv")}
          >
            Get an example
          </Button>
        </Group>
        <input
          ref={input}
          type="file"
          accept=".csv,text/csv,text/plain"
          hidden
          aria-label="CSV file"
          onChange={(event) => {
            void take(event.currentTarget.files?.[0]);
            event.currentTarget.value = ""; // the same file again, once it was mended
          }}
        />
      </div>
      <form
        className={form["group"]}
        aria-label="Paste a table"
        onSubmit={(event) => {
          event.preventDefault();
          look(csv);
        }}
      >
        <div>
          <h2 className={form["title"]}>Or paste it</h2>
          <p className={form["says"]}>
            The first line names the columns. A row with an id, a code or a SKU that is known changes that product.
            Several categories in one cell have | between them.
          </p>
        </div>
        <div className={styles["paste"]}>
          <Textarea
            label="Table"
            placeholder={EXAMPLE}
            value={csv}
            autosize
            minRows={6}
            maxRows={16}
            spellCheck={false}
            classNames={{ input: "mono" }}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={busy} disabled={csv.trim() === ""}>
            See what it does
          </Button>
        </div>
      </form>
    </div>
  );
};
