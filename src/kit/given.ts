type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** What was said, without the fields that are undefined: those stay as they are. Null is something that was said. */
export const given = <T extends object>(fields: T): Given<T> => {
  const kept: Given<T> = {};
  for (const name in fields) if (fields[name] !== undefined) kept[name] = fields[name] as Given<T>[typeof name];
  return kept;
};
