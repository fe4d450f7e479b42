type Named = Readonly<{ id: number; name: string }>;

const CODE_MAX = 20;

/** "Gift voucher" → "GIFTVOUCHER": what is left of a name in capitals and digits. */
const plain = (name: string): string =>
  name
    .normalize("NFKD")
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .slice(0, CODE_MAX);

/**
 * The codes by which this API knows records that have only a name here. A name that comes to nothing, or to the code
 * of a record before it, gets the record's id behind a dash that no name leaves, so that no two are alike. `records`
 * ascend by id.
 */
export const codesOf = (records: readonly Named[]): ReadonlyMap<number, string> => {
  const codes = new Map<number, string>();
  const taken = new Set<string>();
  for (const { id, name } of records) {
    const short = plain(name);
    codes.set(id, short === "" || taken.has(short) ? `${short}-${id}` : short);
    taken.add(short);
  }
  return codes;
};
