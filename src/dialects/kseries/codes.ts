type Named = Readonly<{ id: number; name: string; code?: string | null }>;

const CODE_MAX = 20;

/** "Gift voucher" → "GIFTVOUCHER": what is left of a name in capitals and digits. */
const plain = (name: string): string =>
  name
    .normalize("NFKD")
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .slice(0, CODE_MAX);

/**
 * The codes by which this API knows records: the stored one, or else what is left of the name. A name that comes to
 * nothing, or to a code that is taken, gets the record's id behind a dash that no name leaves, so that no two are
 * alike. `records` ascend by id.
 */
export const codesOf = (records: readonly Named[]): ReadonlyMap<number, string> => {
  const codes = new Map<number, string>();
  const taken = new Set<string>(records.flatMap(({ code }) => code ?? []));
  for (const { id, name, code } of records) {
    if (code !== undefined && code !== null) {
      codes.set(id, code);
      continue;
    }
    const short = plain(name);
    codes.set(id, short === "" || taken.has(short) ? `${short}-${id}` : short);
    taken.add(short);
  }
  return codes;
};
