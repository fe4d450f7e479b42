import type { z } from "zod";
import { type Route, route } from "../../../http/route.ts";
import type { Storage } from "../../../storage/storage.ts";
import type { Account } from "./account-wire.ts";
import { PLATFORM, SCOPES_SAY, platformAsked, platformRoute } from "./asking.ts";
import { ErrorOut, IntegrationOut, OnboardingOut, OrderOut } from "./notifications.ts";
import { mustPlatform } from "./profile-routes.ts";

/** Notifications as they look, made up, for those who build a receiver. */

const LOCATION = 9_007_199_254_740_991;
const RESTAURANT = "Harbour-1";
const RESERVATION = "R-20260314-7";
const OPENED = Date.UTC(2026, 2, 14, 8, 30);

const account: Account = {
  id: "70412",
  accountNumber: `A${LOCATION}.70412`,
  businessLocationId: String(LOCATION),
  name: "Table 12",
  type: "SALE",
  orderMode: "TABLE",
  currencyCode: "EUR",
  staffId: "31",
  staffName: "Ada Moreno",
  openDate: OPENED,
  updateDate: OPENED + 720_000,
  closeDate: null,
  offset: 60,
  tables: ["12"],
  coverCount: 2,
  currentProductionPhase: 0,
  totalAmount: 24,
  preTaxAmount: 20,
  taxAmount: 4,
  paidAmount: 0,
  gratuityAmount: 0,
  serviceCharge: 0,
  totalDiscount: 1,
  originAccountId: null,
  originAccountNumber: null,
  transactionLines: [
    {
      id: "704120001",
      accountId: "70412",
      itemId: "5501",
      itemSku: "SOUP-L",
      itemDescription: "Lentil soup",
      accountingGroupId: "12",
      accountingGroupName: "Starters",
      categories: [{ category: "default", value: "Starters" }],
      date: OPENED,
      quantity: 2,
      grossUnitAmount: 12,
      unitAmount: 12,
      discountedAmount: 0,
      amount: 24,
      amountLessTax: 20,
      amountWithTax: 24,
      activeTax: { code: "VAT20", description: "VAT 20 %", rate: 1.2, taxIncluded: true },
      phase: 0,
      modifiers: [{ name: "No croutons", quantity: 1 }],
    },
  ],
  paymentLines: [],
  externalReferences: [{ prefix: "TASK", reference: `RN-${LOCATION}-${RESERVATION}` }],
  latestExternalReferences: [{ prefix: "TASK", reference: `RN-${LOCATION}-${RESERVATION}` }],
  consumerRecord: null,
};

const order = (platformCode: string): z.output<typeof OrderOut> => ({
  notificationType: "UPDATE",
  businessLocationId: LOCATION,
  platformRestaurantId: RESTAURANT,
  platformReservationId: RESERVATION,
  platformCode,
  sequenceId: "3",
  account,
});

const onboarding = (platformCode: string): z.output<typeof OnboardingOut> => ({
  platformCode,
  platformRestaurantReference: RESTAURANT,
  onboardingId: "0f4b9c1e-6f0a-8c53-9d2e-4a7b1c8d5e60",
  epochSecondsDeadlineUtc: Math.floor(OPENED / 1_000) + 86_400,
  businessInformation: {
    businessLocationId: LOCATION,
    name: "Harbour Kitchen",
    street1: "4 Quay Lane",
    city: "Cork",
    state: "Munster",
    zip: "T12 X4P1",
    country: "IE",
  },
});

const integration = (platformCode: string): z.output<typeof IntegrationOut> => ({
  notificationType: "ACTIVATED",
  platformCode,
  businessLocationId: LOCATION,
  platformRestaurantId: RESTAURANT,
});

const error = (platformCode: string): z.output<typeof ErrorOut> => ({
  errorMessage: "Not to be had: 12.",
  traceId: "4kf0q2-1f",
  httpCode: 400,
  entityType: "platform-reservation",
  errorCode: "REQUESTED_TABLE_IS_UNAVAILABLE",
  errorProperties: ["tableNumbers"],
  platformCode,
  platformRestaurantId: RESTAURANT,
  platformReservationId: RESERVATION,
});

export const sampleRoutes = ({ storage }: Readonly<{ storage: Storage }>): readonly Route[] => {
  const sample = (name: string, schema: z.ZodType, body: (code: string) => object): Route =>
    route({
      ...platformRoute,
      id: `kseries.reservations.sample.${name}`,
      summary: `Get a sample of the ${name} notification`,
      description: `Made up, in the form in which notifications are sent. ${SCOPES_SAY}`,
      method: "GET",
      path: `${PLATFORM}/${name}-webhook-sample`,
      responses: { 200: { description: "The sample.", schema } },
      async handle(ask) {
        const { code, by } = platformAsked(ask);
        await mustPlatform(storage, ask.who.company, code, by);
        return { status: 200, body: body(code) };
      },
    });
  return [
    sample("order", OrderOut, order),
    sample("onboarding", OnboardingOut, onboarding),
    sample("integration", IntegrationOut, integration),
    sample("error", ErrorOut, error),
  ];
};
