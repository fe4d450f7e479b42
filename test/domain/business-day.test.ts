import { describe, expect, test } from "vitest";
import {
  type BusinessClock,
  businessClockOf,
  businessDay,
  businessDayAt,
  dayAfter,
  nextStartOfDay,
} from "../../src/domain/business-day.ts";

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);
const paris = (begins: string): BusinessClock => ({ zone: "Europe/Paris", begins });

describe("business days", () => {
  // prettier-ignore
  for (const [what, clock, day, from, to, hours] of [
    ["an ordinary one",                     paris("00:00"), "2026-07-14", "2026-07-14T00:00+02:00", "2026-07-15T00:00+02:00", 24],
    ["one that begins in the morning",      paris("05:30"), "2026-07-14", "2026-07-14T05:30+02:00", "2026-07-15T05:30+02:00", 24],
    ["the night when the clock goes on",    paris("00:00"), "2026-03-29", "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00", 23],
    ["the evening before that night",       paris("05:30"), "2026-03-28", "2026-03-28T05:30+01:00", "2026-03-29T05:30+02:00", 23],
    ["the night when the clock goes back",  paris("00:00"), "2026-10-25", "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00", 25],
    ["a beginning that the clock skips",    paris("02:30"), "2026-03-29", "2026-03-29T03:30+02:00", "2026-03-30T02:30+02:00", 23],
    ["a beginning that the clock shows twice", paris("02:30"), "2026-10-25", "2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00", 25],
    ["half an hour off",  { zone: "Asia/Kolkata", begins: "04:00" }, "2026-01-01", "2026-01-01T04:00+05:30", "2026-01-02T04:00+05:30", 24],
    ["a midnight that is skipped", { zone: "America/Santiago", begins: "00:00" }, "2026-09-06", "2026-09-06T01:00-03:00", "2026-09-07T00:00-03:00", 23],
  ] as const) {
    test(`a business day: ${what}`, () => {
      expect(businessDay(day, clock)).toEqual({ from: at(from), to: at(to) });
      expect((at(to) - at(from)) / HOUR).toBe(hours);
      expect(businessDayAt(at(from), clock)).toBe(day);
      expect(businessDayAt(at(to) - 1, clock)).toBe(day);
      expect(businessDayAt(at(from) - 1, clock)).toBe(dayAfter(day, -1));
      expect(businessDayAt(at(to), clock)).toBe(dayAfter(day));
    });
  }

  test("every instant of a year is in the day that it falls into, and the days follow each other without a gap", () => {
    for (const clock of [paris("05:30"), paris("02:30"), { zone: "Australia/Lord_Howe", begins: "01:45" }]) {
      for (let ms = at("2026-01-01T00:00Z"); ms < at("2027-01-01T00:00Z"); ms += 17 * 60_000 * 13) {
        const { from, to } = businessDay(businessDayAt(ms, clock), clock);
        expect(from <= ms && ms < to, new Date(ms).toISOString()).toBe(true);
      }
    }
  });

  test("the next day is told with the offset that the clock will have then", () => {
    expect(nextStartOfDay(at("2026-10-24T20:00Z"), paris("05:30"))).toBe("2026-10-25T05:30:00+01:00");
    expect(nextStartOfDay(at("2026-10-25T03:00Z"), paris("05:30"))).toBe("2026-10-25T05:30:00+01:00");
    expect(nextStartOfDay(at("2026-10-25T04:30Z"), paris("05:30"))).toBe("2026-10-26T05:30:00+01:00");
  });

  test("a site has its own time zone or the company's, and begins its days at midnight unless it says so", () => {
    expect(businessClockOf({ timezone: null }, { timezone: "Asia/Tokyo" })).toEqual({
      zone: "Asia/Tokyo",
      begins: "00:00",
    });
    const own = { timezone: "Europe/Paris", dayStart: "06:00" };
    expect(businessClockOf(own, { timezone: "Asia/Tokyo" })).toEqual({ zone: "Europe/Paris", begins: "06:00" });
  });

  test("calendar days go over the ends of months and years", () => {
    expect([dayAfter("2026-12-31"), dayAfter("2028-02-28"), dayAfter("2026-03-01", -1)]).toEqual([
      "2027-01-01",
      "2028-02-29",
      "2026-02-28",
    ]);
  });
});
