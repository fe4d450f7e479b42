import { expect, test } from "vitest";
import { menu, SET, productIdOf } from "../domain/menu.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { KITCHEN, Screen, linesOf } from "./kitchen-support.ts";
import { as } from "./support.ts";

const CHIPS = { product_id: menu.chips };
const COFFEE = { product_id: menu.longBlack };
const HOUR = 3_600_000;
const course = (course_ordinal: number, course_name: string, course_status: string) => ({
  course_ordinal,
  course_name,
  course_status,
});

onEveryEngine(
  "kitchen tickets",
  (servery) => {
    const screen = async (): Promise<Screen> => new Screen(await as(servery(), "manager"));
    const change = async (order: Json, body: object): Promise<void> => {
      const answer = await servery().put(`orders/${order.id}`, body);
      expect(answer.status, answer.text).toBe(200);
    };
    const paid = (...lines: object[]): Promise<Json> => {
      const payments = [{ method_id: 1, amount: 10 * lines.length }];
      return servery().order({ status: "COMPLETE", lines, payments });
    };

    test("VU-02 the stations are those that the print rules name", async () => {
      const ask = await as(servery(), "manager");
      const stations = (await ask(`${KITCHEN}/stations`)).json<Json[]>();
      expect(stations.map(({ name }) => name)).toEqual(["Bar", "Kitchen", "Pass"]);
      expect(stations[0].category_ids.length).toBeGreaterThan(0);
      expect(stations[0].printer_id).toBeGreaterThan(0);
      expect(stations[2].category_ids).toEqual([]);
    });

    test("VU-02 a sale that is paid before it is cooked has its ticket until it is bumped", async () => {
      const kitchen = await screen();
      const order = await paid(CHIPS, { ...CHIPS, notes: "no salt" });
      expect(order.status).toBe("COMPLETE");
      const ticket = await kitchen.ticket(order);
      expect(ticket).toMatchObject({
        id: `${order.id}.Kitchen`,
        order_id: order.id,
        sale_number: order.sale_number,
        station: "Kitchen",
        state: "open",
        source: "Demo add-on",
        done_at: null,
      });
      expect(linesOf(ticket)).toEqual(["1 CHIPS open", "1 CHIPS open"]);
      expect(ticket.courses[0].lines[1].notes).toBe("no salt");
      expect(await kitchen.tickets(order, "&station=Bar")).toEqual([]);

      const bumped = await kitchen.bump(order, { version: ticket.version });
      expect(bumped.status, bumped.text).toBe(200);
      expect(bumped.json()).toMatchObject({ state: "done", done_at: expect.any(String) });
      expect((await kitchen.tickets(order)).map(({ station }) => station)).toEqual(["Pass"]);
      const [done] = await kitchen.tickets(null, "&state=done&station=Kitchen");
      expect(done).toMatchObject({ order_id: order.id, state: "done" });

      expect((await kitchen.recall(order)).json()).toMatchObject({ state: "open", done_at: null });
      expect(linesOf(await kitchen.ticket(order))).toEqual(["1 CHIPS open", "1 CHIPS open"]);
      expect(await kitchen.tickets(order, "&state=done")).toEqual([]);
    });

    test("VU-02 lines go to their stations; what stands under a product is shown with it", async () => {
      const kitchen = await screen();
      const meal = {
        product_id: productIdOf("Meal deal"),
        option_sets: [
          {
            option_set_id: SET.mealBurger,
            options: [
              {
                product_id: productIdOf("Tram burger"),
                option_sets: [
                  {
                    option_set_id: SET.toppings,
                    options: [{ product_id: productIdOf("Onion"), instructions: "No" }],
                  },
                ],
              },
            ],
          },
          { option_set_id: SET.mealSide, options: [{ product_id: productIdOf("Sweet potato fries") }] },
          {
            option_set_id: SET.mealDrink,
            options: [
              {
                product_id: productIdOf("Flat white"),
                option_sets: [{ option_set_id: SET.milk, options: [{ product_id: productIdOf("Oat milk") }] }],
              },
            ],
          },
        ],
      };
      const modified = { ...COFFEE, quantity: 2, modifiers: [menu.extraShot, -menu.sugar] };
      const order = await servery().order({ status: "ON_HOLD", lines: [modified], options: [meal] });
      const pass = await kitchen.ticket(order, "Pass");
      const names = pass.courses[0].lines.map(({ name }: Json) => name);
      expect(names).toEqual(["LB", "DEAL"]);
      expect(pass.courses[0].lines[0].modifiers).toEqual([
        { name: expect.stringMatching(/shot/i), negated: false },
        { name: expect.stringMatching(/sugar/i), negated: true },
      ]);
      const options = pass.courses[0].lines[1].options.map(({ name, instruction, depth }: Json) => [
        depth,
        instruction,
        name,
      ]);
      expect(options).toContainEqual([2, "No", "Onion"]);
      expect(options).toContainEqual([1, null, expect.any(String)]);
      const bar = await kitchen.ticket(order, "Bar");
      expect(bar.courses[0].lines).toMatchObject([
        { name: "LB", quantity: "2", part_of: null },
        { name: "FW", part_of: "DEAL" },
      ]);
      expect((await kitchen.bump(order, { line_ids: [bar.courses[0].lines[1].line_id] }, "Bar")).status).toBe(200);
      expect(linesOf(await kitchen.ticket(order, "Bar"))).toEqual(["2 LB open", "1 FW done"]);
    });

    test("VU-02 a course that is not called is held, and is not cleared with the one before it", async () => {
      const kitchen = await screen();
      const order = await servery().order({
        status: "ON_HOLD",
        table: "12",
        guests: 2,
        lines: [
          { ...CHIPS, ...course(2, "Mains", "uncalled") },
          { ...CHIPS, quantity: 2, ...course(1, "Entrées", "called") },
        ],
      });
      const ticket = await kitchen.ticket(order);
      expect(ticket.courses).toMatchObject([
        { ordinal: 1, name: "Entrées", status: "called", held: false },
        { ordinal: 2, name: "Mains", status: "uncalled", held: true },
      ]);
      const bumped = (await kitchen.bump(order)).json();
      expect(bumped.state).toBe("open");
      expect(linesOf(bumped)).toEqual(["2 CHIPS done", "1 CHIPS open"]);
      expect((await kitchen.bump(order)).json()).toMatchObject({ state: "open" });

      expect((await servery().put(`orders/${order.id}/lines/1`, { course_status: "called" })).status).toBe(200);
      expect((await kitchen.ticket(order)).courses[1]).toMatchObject({ status: "called", held: false });
      expect((await kitchen.bump(order)).json()).toMatchObject({ state: "done" });
    });

    test("VU-02 what was added, changed and taken off is marked until the ticket is bumped, whoever looked", async () => {
      const kitchen = await screen();
      const order = await servery().order({
        status: "ON_HOLD",
        lines: [CHIPS, { ...CHIPS, quantity: 2 }, { ...CHIPS, quantity: 3 }],
      });
      expect((await servery().put(`orders/${order.id}/lines/1`, { quantity: 5 })).status).toBe(200);
      expect((await servery().delete(`orders/${order.id}/lines/2`)).status).toBe(204);
      expect((await servery().post(`orders/${order.id}/lines`, { ...CHIPS, quantity: 7 })).status).toBe(201);
      const marked = ["5 CHIPS open changed", "3 CHIPS open", "7 CHIPS open added", "2 CHIPS open removed"];
      expect(linesOf(await kitchen.ticket(order)).toSorted()).toEqual(marked.toSorted());
      expect((await kitchen.bump(order)).json()).toMatchObject({ state: "done" });
      const [done] = await kitchen.tickets(order, "&state=done&station=Kitchen");
      expect(linesOf(done)).toEqual(["5 CHIPS done", "3 CHIPS done", "7 CHIPS done"]);

      expect((await servery().post(`orders/${order.id}/lines`, { ...CHIPS, quantity: 9 })).status).toBe(201);
      expect(linesOf(await kitchen.ticket(order)).at(-1)).toBe("9 CHIPS open added");
      expect((await servery().put(`orders/${order.id}/lines/1`, { notes: "crisp" })).status).toBe(200);
      const again = await kitchen.ticket(order);
      expect(linesOf(again)).toEqual(["5 CHIPS open changed", "3 CHIPS done", "7 CHIPS done", "9 CHIPS open added"]);
      const [first] = again.courses[0].lines;
      const one = (await kitchen.bump(order, { line_ids: [first.line_id], version: again.version })).json();
      expect(linesOf(one)[0]).toBe("5 CHIPS done");
      expect(linesOf(one)[3]).toBe("9 CHIPS open added");
    });

    test("VU-02 an order that is deleted shows all of its lines as taken back until that was seen", async () => {
      const kitchen = await screen();
      const order = await servery().order({ status: "ON_HOLD", lines: [CHIPS, COFFEE] });
      expect((await kitchen.bump(order)).json().state).toBe("done");
      expect((await servery().delete(`orders/${order.id}`)).status).toBe(204);
      expect(linesOf(await kitchen.ticket(order))).toEqual(["1 CHIPS open removed"]);
      expect(linesOf(await kitchen.ticket(order, "Pass"))).toEqual(["1 CHIPS open removed", "1 LB open removed"]);
      expect((await kitchen.bump(order)).json()).toMatchObject({ state: "done", courses: [] });
      expect(await kitchen.tickets(order, "&station=Kitchen")).toEqual([]);
      expect(await kitchen.tickets(order, "&station=Kitchen&state=done")).toEqual([]);
    });

    test("VU-02 nothing is shown of an order before the venue takes it, nor of one that was turned away", async () => {
      const kitchen = await screen();
      const order = await servery().order({ status: "SUBMITTED", lines: [CHIPS] });
      const other = await servery().order({ status: "SUBMITTED", lines: [CHIPS] });
      expect(await kitchen.tickets(order)).toEqual([]);
      expect((await kitchen.bump(order)).status).toBe(404);
      await change(other, { status: "REJECTED" });
      expect(await kitchen.tickets(other)).toEqual([]);
      await change(order, { status: "ACCEPTED" });
      expect(linesOf(await kitchen.ticket(order))).toEqual(["1 CHIPS open"]);
      await change(order, { status: "REJECTED" });
      expect(linesOf(await kitchen.ticket(order))).toEqual(["1 CHIPS open removed"]);
    });

    test("VU-02 a ticket goes 12 hours after the last change, or after the promised time", async () => {
      const kitchen = await screen();
      const now = Date.now();
      const fulfil_at = new Date(now + 20 * HOUR).toISOString();
      const order = await servery().order({ status: "ON_HOLD", lines: [CHIPS] });
      const sold = await paid(CHIPS);
      const later = await servery().order({ status: "ON_HOLD", fulfil_at, lines: [CHIPS] });
      const there = async () => {
        const open = await new Screen(await as(servery(), "manager")).tickets(null, "&station=Kitchen");
        return [order, sold, later].map(({ id }) => open.some(({ order_id }) => order_id === id));
      };
      expect((await kitchen.bump(later)).status).toBe(200);
      try {
        servery().clock.now = () => now + 11 * HOUR;
        expect(await there()).toEqual([true, true, false]);
        servery().clock.now = () => now + 12 * HOUR + 60_000;
        expect(await there()).toEqual([false, false, false]);
        expect((await new Screen(await as(servery(), "manager")).recall(later)).status).toBe(200);
        servery().clock.now = () => now + 31 * HOUR;
        expect(await there()).toEqual([false, false, true]);
      } finally {
        servery().clock.now = Date.now;
      }
    });

    test("VU-02 what is paid days ahead is there until it is made", async () => {
      const now = Date.now();
      const fulfil_at = new Date(now + 72 * HOUR).toISOString();
      const payments = [{ method_id: 1, amount: 10 }];
      const order = await servery().order({ status: "COMPLETE", fulfil_at, lines: [CHIPS], payments });
      try {
        servery().clock.now = () => now + 71 * HOUR;
        const kitchen = await screen();
        expect(linesOf(await kitchen.ticket(order))).toEqual(["1 CHIPS open"]);
        expect((await kitchen.bump(order)).json().state).toBe("done");
        expect(await kitchen.tickets(order, "&station=Kitchen")).toEqual([]);
        servery().clock.now = () => now + 85 * HOUR;
        expect(await (await screen()).tickets(order)).toEqual([]);
      } finally {
        servery().clock.now = Date.now;
      }
    });

    test("VU-02 lists of tickets come in pages, the oldest first", async () => {
      const ask = await as(servery(), "manager");
      const whole = (await ask(`${KITCHEN}/tickets?per_page=200&station=Kitchen`)).json<Json[]>();
      expect(whole.length).toBeGreaterThan(2);
      const began = whole.map(({ began_at }) => Date.parse(began_at));
      expect(began).toEqual(began.toSorted((a, b) => a - b));
      const first = await ask(`${KITCHEN}/tickets?per_page=2&station=Kitchen`);
      expect(first.headers.get("x-pages")).toBe(String(Math.ceil(whole.length / 2)));
      const second = await ask(first.headers.get("x-next-page")!);
      const ids = [...first.json<Json[]>(), ...second.json<Json[]>()].map(({ id }) => id);
      expect(ids).toEqual(whole.slice(0, 4).map(({ id }) => id));
    });

    test("VU-02 what cannot be is told in words", async () => {
      const kitchen = await screen();
      const ask = await as(servery(), "manager");
      const order = await servery().order({ status: "ON_HOLD", lines: [CHIPS] });
      const says = async (path: string, body: unknown) => {
        const answer = await ask(`${KITCHEN}/${path}`, { method: "POST", body });
        return `${answer.status} ${answer.json().error_description}`;
      };
      const one = `tickets/${order.id}.Kitchen`;
      expect(await says(`${one}/bump`, { line_ids: ["nosuch"] })).toBe("400 line_ids.0: is not a line of the ticket");
      expect(await says(`${one}/recall`, { line_ids: ["nosuch"] })).toBe("400 line_ids.0: is not a line of the ticket");
      expect(await says(`${one}/bump`, { line_ids: [] })).toMatch(/^400 line_ids: must not be empty/);
      expect(await says(`${one}/bump`, { version: "x" })).toMatch(/^400 version: must be a whole number/);
      expect(await says(`tickets/${order.id}.Bar/bump`, {})).toMatch(/^404/);
      expect(await says(`tickets/${order.id}/bump`, {})).toMatch(/^404/);
      expect(await says("tickets/%00.%2f/bump", {})).toMatch(/^404/);
      expect((await ask(`${KITCHEN}/tickets?state=lost`)).status).toBe(400);
      expect((await ask("sites/999999/kitchen/tickets")).status).toBe(404);
      expect((await ask("sites/999999/kitchen/stations")).status).toBe(404);
      expect(
        (await ask(`sites/824/kitchen/tickets/${order.id}.Kitchen/bump`, { method: "POST", body: {} })).status,
      ).toBe(404);
      expect(await kitchen.tickets(order, "&station=None")).toEqual([]);
    });

    test("VU-02 people with a PIN work off tickets; another company has none of them", async () => {
      const order = await servery().order({ status: "ON_HOLD", lines: [CHIPS] });
      const cook = new Screen(await as(servery(), "barista", "pin"));
      expect((await cook.bump(order)).json()).toMatchObject({ state: "done" });
      const ask = await as(servery(), "manager");
      const path = `/admin/api/companies/${servery().other.company}/sites/990/kitchen/tickets/${order.id}.Kitchen/bump`;
      expect((await ask(path, { method: "POST", body: {} })).status).toBe(404);
    });
  },
  { kitchen: true, env: { SERVERY_WORKERS: "0" } },
);

onEveryEngine("kitchen tickets of a site without print rules", (servery) => {
  test("VU-02 one station has everything", async () => {
    const ask = await as(servery(), "manager");
    const kitchen = new Screen(ask);
    expect((await ask(`${KITCHEN}/stations`)).json()).toEqual([
      { name: "Kitchen", category_ids: [], printer_id: null },
    ]);
    const order = await servery().order({ status: "PENDING", lines: [CHIPS, COFFEE] });
    expect(linesOf(await kitchen.ticket(order))).toEqual(["1 CHIPS open", "1 LB open"]);
    expect((await kitchen.bump(order)).json().state).toBe("done");
  });
});
