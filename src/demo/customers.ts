import type { Customer } from "../domain/customer.ts";
import type { CustomerId } from "../domain/ids.ts";
import { STAMP, address } from "./ids.ts";

const FIRST_CUSTOMER = 4289;
const FIRST_ADDRESS = 9301;

type Row = readonly [
  firstName: string,
  lastName: string,
  email: string | null,
  phone: string | null,
  mobile: string | null,
  more?: Readonly<{
    tags?: readonly string[];
    street?: readonly [street: string, city: string, postalCode: string];
    second?: readonly [street: string, city: string, postalCode: string];
    marketing?: true;
    /** What the demo add-on calls the customer. */
    ref?: string;
  }>,
];

const rows: readonly Row[] = [
  [
    "Amelia",
    "Fairweather",
    "amelia.fairweather@mail.example",
    "03 5550 0142",
    "0491 571 266",
    { tags: ["regular"], street: ["27 Cordial Street", "Fitzroy", "3065"], marketing: true, ref: "app-1001" },
  ],
  [
    "Liam",
    "O'Connor",
    "liam.oconnor@mail.example",
    null,
    "0491 571 491",
    { street: ["5/118 Tannery Road", "Collingwood", "3066"], ref: "app-1002" },
  ],
  ["สมชาย", "ใจดี", "somchai@mail.example", null, "0491 571 804", { tags: ["regular"], ref: "app-1003" }],
  ["ليلى", "حداد", "leila.haddad@mail.example", "03 5550 0177", null, { marketing: true }],
  [
    "Chloë",
    "Brontë-Hughes",
    "chloe.bh@mail.example",
    null,
    "0491 572 549",
    { tags: ["vip", "wine club"], street: ["9 Galleon Court", "Southbank", "3006"] },
  ],
  ["José", "Núñez", "jose.nunez@mail.example", null, "0491 572 665", { ref: "app-1006" }],
  [
    "Thị Hương",
    "Nguyễn",
    "huong.nguyen@mail.example",
    "03 5550 0109",
    "0491 572 983",
    { street: ["41 Weighbridge Street", "Richmond", "3121"], second: ["2 Foundry Lane", "Cremorne", "3121"] },
  ],
  ["Siobhán", "Ní Dhálaigh", "siobhan@mail.example", null, null, { tags: ["gluten free"] }],
  ["Kenji", "Sato", "kenji.sato@mail.example", null, "0491 573 087", { marketing: true, ref: "b7c1f0de-app-1009" }],
  ["Aaliyah", "Rahman", "aaliyah.rahman@mail.example", null, "0491 573 770"],
  [
    "Ferryman Lofts",
    "Pty Ltd",
    "accounts@ferrymanlofts.example",
    "03 5550 0120",
    null,
    { tags: ["account", "catering"], street: ["Level 3, 90 Ferryman Walk", "Southbank", "3006"], ref: "app-1011" },
  ],
  ["Dimitri", "Papanikolaou", "dimitri.p@mail.example", "03 5550 0131", null],
  ["Grace", "D'Angelo", "grace.dangelo@mail.example", null, "0491 574 118", { marketing: true }],
  ["Wei", "Zhang", "wei.zhang@mail.example", null, "0491 574 632", { tags: ["regular"], ref: "app-1014" }],
  ["Matilda", "van der Berg", "matilda@mail.example", null, "0491 575 254"],
  ["Björn", "Åkesson", "bjorn.akesson@mail.example", null, "0491 575 789", { tags: ["regular", "vegan"] }],
  [
    "Isla",
    "McTavish",
    "isla.mctavish@mail.example",
    "03 5550 0166",
    "0491 576 398",
    { street: ["14 Pigeon Lane", "Carlton North", "3054"], marketing: true },
  ],
  ["Arjun", "Iyer", "arjun.iyer@mail.example", null, "0491 576 801", { ref: "app-1018" }],
  [
    "Fitzroy Street",
    "Choir Inc.",
    "treasurer@fitzroychoir.example",
    null,
    null,
    { tags: ["account", "events"], street: ["Hall 2, 60 Chandler Street", "Fitzroy", "3065"] },
  ],
  ["Noah", "Kowalczyk", null, "03 5550 0188", "0491 577 426"],
  ["Renée", "Lefèvre", "renee.lefevre@mail.example", null, "0491 577 644", { marketing: true }],
  ["Tane", "Ngata", "tane.ngata@mail.example", null, "0491 578 957"],
  ["Olena", "Шевченко", "olena@mail.example", null, "0491 578 148", { ref: "app-1023" }],
  ["Jack", "Tran", null, null, "0491 578 888", { tags: ["regular"] }],
  ["Mei-Ling", "Ho", "meiling.ho@mail.example", "03 5550 0154", "0491 579 212", { tags: ["nut allergy"] }],
];

export const customers: readonly Customer[] = rows.map(([firstName, lastName, email, phone, mobile, more], i) => {
  const addresses = [more?.street, more?.second].flatMap((street, n) =>
    street ? [address(FIRST_ADDRESS + i * 2 + n, ...street)] : [],
  );
  return {
    ...STAMP,
    id: (FIRST_CUSTOMER + i) as CustomerId,
    firstName,
    lastName,
    email,
    phone,
    mobile,
    image: null,
    tags: more?.tags ?? [],
    acceptsMarketing: more?.marketing ?? false,
    primaryAddress: addresses[0] ?? null,
    shippingAddress: addresses[1] ?? addresses[0] ?? null,
    addresses,
  };
});

/** What the demo add-on calls some of them. */
export const references: readonly Readonly<{ customerId: CustomerId; referenceId: string }>[] = rows.flatMap(
  (row, i) =>
    row[5]?.ref === undefined ? [] : [{ customerId: (FIRST_CUSTOMER + i) as CustomerId, referenceId: row[5].ref }],
);
