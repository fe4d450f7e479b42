import type { Company, Register, Site } from "../domain/catalogue/records.ts";
import { COMPANY, PRICE_LIST, REGISTER, SITE, STAFF, STAMP, ZONE, address } from "./ids.ts";

/** Reserved for documentation: mail to the demo company reaches nobody. Telephone numbers are fictitious ones too. */
export const MAIL = "brindleandtram.example";

const office = address(9001, "Level 1, 12 Lantern Lane", "Fitzroy", "3065");
const postBox = address(9002, "PO Box 417", "Fitzroy", "3065");
const fitzroyStreet = address(9003, "12 Lantern Lane", "Fitzroy", "3065");
const southbankStreet = address(9004, "Shop 4, 88 Ferryman Walk", "Southbank", "3006");

export const company: Company = {
  ...STAMP,
  id: COMPANY,
  name: "Brindle & Tram",
  currency: "AUD",
  timezone: ZONE,
  businessNumber: "12 345 678 901",
  businessNumberLabel: "ABN",
  email: `hello@${MAIL}`,
  phone: "03 7010 0400",
  website: `https://www.${MAIL}`,
  image: null,
  contactStaffId: STAFF.owner,
  registerLimit: 6,
  shippingAddress: office,
  postalAddress: postBox,
  addresses: [office, postBox],
};

export const sites: readonly Site[] = [
  {
    ...STAMP,
    id: SITE.fitzroy,
    name: "Brindle & Tram Fitzroy",
    code: "FITZ",
    timezone: ZONE,
    businessNumber: company.businessNumber,
    email: `fitzroy@${MAIL}`,
    phone: "03 7010 0401",
    mobile: "0491 570 006",
    fax: null,
    website: `https://www.${MAIL}/fitzroy`,
    image: null,
    contactStaffId: STAFF.fitzroyManager,
    location: { latitude: -37.7986, longitude: 144.9786 },
    shippingAddress: fitzroyStreet,
    postalAddress: postBox,
    addresses: [fitzroyStreet, postBox],
    registerLevelReconciliation: true,
    priceListId: PRICE_LIST.base,
    onlineOrdering: true,
    passThruRegisterId: REGISTER.fitzroyBar,
  },
  {
    ...STAMP,
    id: SITE.southbank,
    name: "Brindle & Tram Southbank",
    code: "SBNK",
    timezone: null, // follows the company
    businessNumber: null,
    email: `southbank@${MAIL}`,
    phone: "03 7010 0402",
    mobile: null,
    fax: "03 7010 0403",
    website: `https://www.${MAIL}/southbank`,
    image: null,
    contactStaffId: STAFF.southbankManager,
    location: { latitude: -37.8206, longitude: 144.9647 },
    shippingAddress: southbankStreet,
    postalAddress: null,
    addresses: [southbankStreet],
    registerLevelReconciliation: true,
    priceListId: PRICE_LIST.southbank,
    onlineOrdering: true,
    passThruRegisterId: REGISTER.southbankCounter,
  },
];

type RegisterFacts = Pick<Register, "id" | "siteId" | "code" | "name" | "currentStaffId" | "online">;

const register = (facts: RegisterFacts): Register => ({
  ...STAMP,
  ...facts,
  salePrefix: `${facts.code}-`,
  returnPrefix: `${facts.code}R-`,
  assignedToDevice: true,
});

export const registers: readonly Register[] = [
  register({
    id: REGISTER.fitzroyCounter,
    siteId: SITE.fitzroy,
    code: "F1",
    name: "Fitzroy counter",
    currentStaffId: STAFF.fitzroyBarista,
    online: true,
  }),
  register({
    id: REGISTER.fitzroyBar,
    siteId: SITE.fitzroy,
    code: "F2",
    name: "Fitzroy bar",
    currentStaffId: STAFF.fitzroyWaiter,
    online: true,
  }),
  register({
    id: REGISTER.southbankCounter,
    siteId: SITE.southbank,
    code: "S1",
    name: "Southbank counter",
    currentStaffId: STAFF.southbankBarista,
    online: true,
  }),
  register({
    id: REGISTER.southbankTerrace,
    siteId: SITE.southbank,
    code: "S2",
    name: "Southbank terrace",
    currentStaffId: null,
    online: false, // put away for the winter
  }),
];
