import type { ReactNode } from "react";
import type { Rec } from "../records-data.ts";

/** The facts of a record as a form holds them: spelled and shaped as on the wire. */
export type Values = Readonly<Record<string, unknown>>;
export type Option = Readonly<{ value: string; label: string }>;

type Common = Readonly<{
  /** Its name on the wire. */
  name: string;
  label: string;
  /** One sentence below the label. */
  says?: string;
  required?: boolean;
  placeholder?: string;
  /** As wide as two. */
  wide?: boolean;
  /** Shown only while this is so. */
  when?: (values: Values) => boolean;
}>;

/** Fields that stand alone, and in rows. Texts that are empty are null, unless they are required. */
export type PlainField = Common &
  (
    | Readonly<{ kind: "text"; max?: number; type?: "text" | "email" | "tel" | "url"; mono?: boolean }>
    | Readonly<{ kind: "textarea"; max?: number; rows?: number }>
    /** A whole number on the wire. */
    | Readonly<{ kind: "number"; min?: number; max?: number; orNull?: boolean }>
    /** Decimals as text: an amount of the company's currency. */
    | Readonly<{ kind: "money" }>
    /** `{amount, inc_tax}`, or null where it may be left to something else. */
    | Readonly<{ kind: "price"; orNull?: boolean }>
    /** Decimals as text: "10" is ten percent; with `factor` "0.1" is. */
    | Readonly<{ kind: "percent"; factor?: boolean }>
    | Readonly<{ kind: "switch" }>
    | Readonly<{ kind: "choice"; options: readonly Option[]; orNull?: string }>
    /** The id of a record of another kind; `orNull` says what none means. */
    | Readonly<{ kind: "record"; of: string; title?: (record: Rec) => string; orNull?: string }>
    /** Ids of another kind; `orNull` says what null means ("Every site"). */
    | Readonly<{ kind: "records"; of: string; title?: (record: Rec) => string; orNull?: string }>
    | Readonly<{ kind: "tags" }>
    | Readonly<{ kind: "color" }>
    | Readonly<{ kind: "image" }>
    | Readonly<{ kind: "time" }>
    /** `{lines, city, zone, postal_code, country}` or null. */
    | Readonly<{ kind: "address" }>
    /** Drawn by whoever declares it. */
    | Readonly<{ kind: "own"; render: (props: OwnProps) => ReactNode }>
  );

export type RowsField = Common &
  Readonly<{
    kind: "rows";
    columns: readonly PlainField[];
    /** The button below the rows: "Add an instruction". */
    add: string;
    /** What a new row says. */
    start: Values;
    /** What one row is called: "Instruction". */
    one: string;
  }>;

export type Field = PlainField | RowsField;

/** What a field has to know to draw itself. `errorAt` is for fields with parts: the path below its own name. */
export type FieldProps<F extends Field = Field> = Readonly<{
  field: F;
  value: unknown;
  onChange: (value: unknown) => void;
  error: string | undefined;
  errorAt: (path: string) => string | undefined;
  disabled: boolean;
}>;

export type OwnProps = Omit<FieldProps, "field"> &
  Readonly<{ values: Values; set: (changes: Values) => void; label: string; says: string | undefined }>;

/** Fields that belong together, under a heading. */
export type Group = Readonly<{ title: string; says?: string; fields: readonly Field[] }>;
