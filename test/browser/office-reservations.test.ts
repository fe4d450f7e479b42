import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { as } from "../operator/support.ts";
import { openOffice } from "../support/office.ts";
import { LOOKS, expectClean, openScreens, openWindow } from "../support/screens.ts";

// Each test opens a server and walks through several pages.
vi.setConfig({ testTimeout: 120_000 });

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
type Reservation = { id: string; status: string; tables: string[]; party_size: number; guest: { first_name: string } };

/** A day that is far away, so that the test knows all its reservations. */
const DAY = "2031-05-16";
const book = (facts: object) => ({
  site_id: 1234,
  scheduled_at: `${DAY}T19:00:00`,
  party_size: 2,
  duration_minutes: 90,
  ...facts,
});

test("VU-03 a reservation is taken, changed, and a table that is not there is said at its field", async () => {
  const servery = await openScreens();
  const manager = await as(servery, "manager");
  const { site_id: site } = servery.ids;
  const window = await openWindow(servery, { size: "desktop" });
  const { page, look } = window;
  await openOffice(window, servery, `/reservations?site=${site}&day=${DAY}`, "barista");
  await page.getByText("Nobody has booked for this day").waitFor();
  await look("office-reservations-empty");
  await button(page, "New reservation").first().click();
  const form = page.getByRole("form", { name: "New reservation" });
  await form.getByRole("button", { name: "Take reservation" }).click();
  await form.getByText("This is needed.").waitFor();
  await form.getByRole("textbox", { name: "First name" }).fill("Ada");
  await form.getByRole("textbox", { name: "Last name" }).fill("Quill");
  await form.getByRole("textbox", { name: "Email" }).fill("no address");
  await form.getByLabel("Time").fill("18:30");
  await form.getByRole("textbox", { name: "Guests" }).fill("5");
  await form.getByRole("textbox", { name: "Notes" }).fill("Grandmother turns 80");
  await form.getByRole("button", { name: "Take reservation" }).click();
  await form.locator(".mantine-InputWrapper-error").waitFor();
  await look("office-reservation-wrong");
  await form.getByRole("textbox", { name: "Email" }).fill("ada@guests.example");
  await form.getByRole("combobox", { name: "Tables" }).click();
  await page.getByRole("option", { name: /^Table 8 ·/ }).click();
  await page.keyboard.press("Escape");
  await form.getByRole("button", { name: "Take reservation" }).click();
  await page.getByRole("heading", { name: "18:30" }).waitFor();
  await page.getByText("5 guests").first().waitFor();
  const all = async () =>
    (await manager(`reservations?site_id=${site}&date=${DAY}`)).json<(Reservation & { scheduled_at: string })[]>();
  const [ada] = await all();
  expect(ada).toMatchObject({ status: "SCHEDULED", tables: ["8"], party_size: 5, notes: "Grandmother turns 80" });
  expect(ada!.scheduled_at.slice(0, 16)).toBe(`${DAY}T18:30`);
  await button(page, "Ada Quill").click();
  const change = page.getByRole("form", { name: "Reservation" });
  await change.getByLabel("Time").fill("20:15");
  await change.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "20:15" }).waitFor();
  expect((await all())[0]!.scheduled_at.slice(0, 16)).toBe(`${DAY}T20:15`);
  expectClean(window);
});

test("VU-03 guests are seated at a free table, leave, do not come, or cancel, and each can be taken back", async () => {
  const servery = await openScreens();
  const manager = await as(servery, "manager");
  const { site_id: site } = servery.ids;
  const take = (first_name: string, facts: object = {}) =>
    manager("reservations", { method: "POST", body: book({ site_id: site, guest: { first_name }, ...facts }) });
  for (const name of ["Ada", "Ben", "Cleo"]) expect((await take(name, { tables: ["3"] })).status).toBe(201);
  const stateOf = async (name: string) =>
    (await manager(`reservations?site_id=${site}&date=${DAY}`))
      .json<Reservation[]>()
      .find(({ guest }) => guest.first_name === name)?.status;
  const window = await openWindow(servery, { size: "tablet" });
  const { page, look } = window;
  await openOffice(window, servery, `/reservations?site=${site}&day=${DAY}`, "barista");
  await button(page, "Seat: Ada").click();
  await page.getByRole("dialog", { name: "Seat Ada" }).getByRole("button", { name: "Seat", exact: true }).click();
  await page.getByText("Seated at table 3.").waitFor();
  await button(page, "Seat: Ben").click();
  const dialog = page.getByRole("dialog", { name: "Seat Ben" });
  await dialog.getByRole("button", { name: "Seat", exact: true }).click();
  await dialog.getByText(/table 3 is not to be had/i).waitFor();
  await look("office-reservation-taken");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await button(page, "More for Ben").click();
  await page.getByRole("menuitem", { name: "No-show" }).click();
  await page.getByText("No-show").first().waitFor();
  await button(page, "More for Cleo").click();
  await page.getByRole("menuitem", { name: "Cancel reservation" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel", exact: true }).click();
  await page.getByText("Cancelled").first().waitFor();
  await look("office-reservations-day");
  await button(page, "Guests left: Ada").click();
  await button(page, "Guests left: Ada").waitFor({ state: "hidden" });
  expect([await stateOf("Ada"), await stateOf("Ben"), await stateOf("Cleo")]).toEqual([
    "DEPARTED",
    "NO_SHOW",
    "CANCELLED",
  ]);
  await button(page, "More for Cleo").click();
  await page.getByRole("menuitem", { name: "Expect them again" }).click();
  await button(page, "Seat: Cleo").waitFor();
  expect(await stateOf("Cleo")).toBe("SCHEDULED");
  expectClean(window);
});

test("VU-03 a party that walks in sits down at once and stands in the list of today", async () => {
  const servery = await openScreens();
  const manager = await as(servery, "manager");
  const { site_id: site } = servery.ids;
  const window = await openWindow(servery, { size: "phone" });
  const { page, look } = window;
  await openOffice(window, servery, `/reservations?site=${site}`, "barista");
  await button(page, "Walk-in").click();
  const dialog = page.getByRole("dialog", { name: "Walk-in" });
  await dialog.getByRole("textbox", { name: "Guests" }).fill("3");
  await look("office-walk-in");
  await dialog.getByRole("button", { name: "Seat", exact: true }).click();
  await button(page, "Walk-in").last().waitFor();
  const [party] = (await manager(`reservations?site_id=${site}`)).json<Reservation[]>();
  expect(party).toMatchObject({ status: "SEATED", party_size: 3, guest: { walk_in: true } });
  expectClean(window);
});

test.each(LOOKS)("VU-03 reservations are accessible and fit their window: %s, %s", async (size, scheme) => {
  const servery = await openScreens();
  const manager = await as(servery, "manager");
  const { site_id: site } = servery.ids;
  const times = ["18:00", "18:30", "19:00", "19:00", "20:30"];
  for (const [at, time] of times.entries()) {
    const body = book({
      site_id: site,
      scheduled_at: `${DAY}T${time}:00`,
      party_size: at + 2,
      tables: at === 4 ? [] : [String(at + 1)],
      guest: { first_name: ["Ada", "Ben", "Cleo", "Dara", "Emil"][at], last_name: "Quill", phone: "0491 570 006" },
      ...(at === 2 && { notes: "A high chair, please" }),
      ...(at === 1 && { status: "SEATED" }),
      ...(at === 3 && { status: "NO_SHOW" }),
    });
    expect((await manager("reservations", { method: "POST", body })).status).toBe(201);
  }
  const window = await openWindow(servery, { size, scheme });
  const { page, look } = window;
  await openOffice(window, servery, `/reservations?site=${site}&day=${DAY}`);
  await page.getByText("Cleo Quill").waitFor();
  await look("office-reservations");
  await page.goto(`/office/reservations?site=${site}&day=${DAY}&view=tables`);
  await page.getByRole("button", { name: /Cleo Quill/ }).waitFor();
  await look("office-reservations-tables");
  await page.getByRole("button", { name: /Cleo Quill/ }).click();
  await page.getByRole("form", { name: "Reservation" }).waitFor();
  await look("office-reservation");
  expect(window.found).toEqual([]);
});
