import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, saysOf } from "../../common/api.ts";
import { useOffice } from "../app/office.ts";
import { api } from "../app/session.ts";
import type { Field, Values } from "./fields/field.ts";
import { changedNames, errorsOf, missingIn } from "./form-values.ts";
import { type Rec, useForget } from "./records-data.ts";

/** What can be edited: records of the set-up, and what else has an id. Without a version the last to save wins. */
type Editable = Values & Readonly<{ id: number }>;

type EditorParts<R extends Editable> = Readonly<{
  /** The kind's path below the company: "price_lists". */
  kind: string;
  /** Undefined: a new one. */
  record: R | undefined;
  /** What a new one begins with. */
  start: Values;
  fields: readonly Field[];
  /** The last hand on what is sent: parts of what was read that are not to be written. */
  toBody?: (changes: Values) => Values;
  onSaved: (record: R, isNew: boolean) => void;
  /** Told what is wrong when something was not taken: a field that is not in sight, say. */
  onRefused?: (errors: Readonly<Record<string, string>>) => void;
  /** The record's own path, where there is one only: "company". */
  single?: boolean;
}>;

/** What somebody else stored while this form was open, and which of its fields they changed. */
export type Conflict = Readonly<{ theirs: Values; changed: readonly string[] }>;

export type Editor = Readonly<{
  values: Values;
  set(changes: Values): void;
  dirty: boolean;
  isNew: boolean;
  saving: boolean;
  errors: Readonly<Record<string, string>>;
  /** An error about no field of the form. */
  problem: string | undefined;
  conflict: Conflict | undefined;
  save(): Promise<boolean>;
  discard(): void;
  /** Shows what somebody else stored, without one's own changes. */
  takeTheirs(): void;
  /** Goes on from what is stored now, after something else on the page changed the record. */
  rebase(record: Values): void;
  /** Keeps one's own changes on top of what somebody else stored; they are saved by the next save. */
  keepMine(): void;
}>;

/** The state of a form over one record: what was changed, what is wrong, and what happened to the record meanwhile. */
export const useEditor = <R extends Editable = Rec>({
  kind,
  record,
  start,
  fields,
  toBody,
  onSaved,
  onRefused,
  single,
}: EditorParts<R>): Editor => {
  const { at } = useOffice();
  const client = useQueryClient();
  const forget = useForget();
  const [stored, setStored] = useState<Values>(record ?? start);
  const [changes, setChanges] = useState<Values>({});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [saving, setSaving] = useState(false);
  const [conflict, setConflict] = useState<Conflict>();

  const isNew = record === undefined;
  const values: Values = { ...stored, ...changes };
  const changed = changedNames(stored, { ...stored, ...changes }).filter((name) => name in changes);
  const path = single || isNew ? kind : `${kind}/${record.id}`;

  const settle = (next: Values): void => {
    setStored(next);
    setChanges({});
    setErrors({});
    setConflict(undefined);
  };

  const findConflict = async (): Promise<void> => {
    const theirs = await api.get<R>(at(path));
    const names = changedNames(stored, theirs).filter((name) => name !== "version" && name !== "updated_at");
    setConflict({ theirs, changed: names });
  };

  const send = async (): Promise<boolean> => {
    const own = Object.fromEntries(changed.map((name) => [name, values[name]]));
    const body = toBody ? toBody(isNew ? { ...start, ...changes } : own) : isNew ? { ...start, ...changes } : own;
    const saved = isNew
      ? await api.post<R>(at(path), body)
      : await api.put<R>(at(path), { ...body, version: stored["version"] });
    settle(saved);
    client.setQueryData(["records", kind, "one", saved.id], saved);
    await forget(kind);
    onSaved(saved, isNew);
    return true;
  };

  const save = async (): Promise<boolean> => {
    const missing = missingIn(fields, values);
    setErrors(missing);
    if (Object.keys(missing).length > 0) {
      onRefused?.(missing);
      return false;
    }
    setSaving(true);
    try {
      return await send();
    } catch (error) {
      if (error instanceof ApiError && error.status === 409 && error.code === "changed") await findConflict();
      else {
        const wrong = error instanceof ApiError ? errorsOf(error) : { "": saysOf(error) };
        setErrors(wrong);
        onRefused?.(wrong);
      }
      return false;
    } finally {
      setSaving(false);
    }
  };

  const known = (error: string): boolean => fields.some(({ name }) => error === name || error.startsWith(`${name}.`));
  const strange = Object.entries(errors).find(([name]) => !known(name));
  return {
    values,
    isNew,
    saving,
    errors,
    conflict,
    dirty: changed.length > 0,
    problem: strange && (strange[0] === "" ? strange[1] : `${strange[0]}: ${strange[1]}`),
    set(more) {
      setChanges((before) => ({ ...before, ...more }));
      setErrors((before) =>
        Object.fromEntries(
          Object.entries(before).filter(([name]) => !Object.keys(more).some((own) => name.split(".")[0] === own)),
        ),
      );
    },
    save,
    discard: () => settle(stored),
    rebase: setStored,
    takeTheirs() {
      if (conflict) settle(conflict.theirs);
    },
    keepMine() {
      if (!conflict) return;
      setStored(conflict.theirs);
      setConflict(undefined);
    },
  };
};
