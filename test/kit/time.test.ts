import { describe, expect, test } from "vitest";
import {
  dayIn,
  isDay,
  isTimeZone,
  isoWithOffset,
  parseDateTime,
  startOfDay,
  wholeSecond,
  zoneOffset,
} from "../../src/kit/time.ts";

const MELBOURNE = "Australia/Melbourne";

describe("showing an instant", () => {
  test.each([
    ["2013-05-29T01:14:06Z", MELBOURNE, "2013-05-29T11:14:06+10:00"],
    ["2024-01-15T00:00:00Z", MELBOURNE, "2024-01-15T11:00:00+11:00"],
    ["2024-04-06T15:59:59Z", MELBOURNE, "2024-04-07T02:59:59+11:00"],
    ["2024-04-06T16:00:00Z", MELBOURNE, "2024-04-07T02:00:00+10:00"],
    ["2024-10-05T15:59:59Z", MELBOURNE, "2024-10-06T01:59:59+10:00"],
    ["2024-10-05T16:00:00Z", MELBOURNE, "2024-10-06T03:00:00+11:00"],
    ["2024-06-01T12:00:00Z", "Asia/Kathmandu", "2024-06-01T17:45:00+05:45"],
    ["2024-06-01T12:00:00Z", "America/St_Johns", "2024-06-01T09:30:00-02:30"],
    ["2024-06-01T12:00:00Z", "UTC", "2024-06-01T12:00:00+00:00"],
    ["1969-12-31T23:59:59Z", "UTC", "1969-12-31T23:59:59+00:00"],
  ])("%s in %s is %s", (instant, zone, shown) => {
    expect(isoWithOffset(Date.parse(instant), zone)).toBe(shown);
    expect(zoneOffset(Date.parse(instant), zone)).toBe(shown.slice(-6));
    expect(dayIn(Date.parse(instant), zone)).toBe(shown.slice(0, 10));
  });
});

describe("reading a date-time", () => {
  test.each([
    ["2013-05-29T11:14:06+10:00", "2013-05-29T11:14:06+10:00", "2013-05-29T01:14:06Z"],
    ["2013-05-29T11:14:06Z", "2013-05-29T11:14:06+00:00", "2013-05-29T11:14:06Z"],
    ["2013-05-29 11:14", "2013-05-29T11:14:00+10:00", "2013-05-29T01:14:00Z"],
    ["2013-05-29T11:14:06.789Z", "2013-05-29T11:14:06+00:00", "2013-05-29T11:14:06Z"],
    ["2013-05-29T11:14:06-0330", "2013-05-29T11:14:06-03:30", "2013-05-29T14:44:06Z"],
    ["2013-05-29T11:14:06+05", "2013-05-29T11:14:06+05:00", "2013-05-29T06:14:06Z"],
    ["2024-10-06T02:30:00", "2024-10-06T03:30:00+11:00", "2024-10-05T16:30:00Z"],
    ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00+00:00", "2024-02-29T00:00:00Z"],
  ])("%s is kept as %s", (text, kept, instant) =>
    expect(parseDateTime(text, MELBOURNE)).toEqual({ text: kept, ms: Date.parse(instant) }),
  );

  test.each([
    "",
    "2013-05-29",
    "2013-02-29T00:00:00Z",
    "2013-05-29T24:00:00Z",
    "2013-05-29T11:60:00Z",
    "2013-05-29T11:14:60Z",
    "2013-05-29T11:14:06+19:00",
    "2013-05-29T11:14:06+10:60",
    "29.05.2013 11:14",
    "1369800000",
    "2013-05-29T11:14:06Zulu",
  ])("%j is none", (text) => expect(parseDateTime(text, MELBOURNE)).toBeUndefined());
});

describe("days and zones", () => {
  test.each([
    ["2024-02-29", true],
    ["2023-02-29", false],
    ["2023-13-01", false],
    ["2023-1-1", false],
    ["0000-00-00", false],
  ])("%s is a day: %s", (text, expected) => expect(isDay(text)).toBe(expected));

  test.each([
    ["2024-01-15", MELBOURNE, "2024-01-14T13:00:00Z"],
    ["2024-10-06", MELBOURNE, "2024-10-05T14:00:00Z"],
    ["2024-03-10", "America/New_York", "2024-03-10T05:00:00Z"],
  ])("%s in %s begins at %s", (day, zone, instant) => expect(startOfDay(day, zone)).toBe(Date.parse(instant)));

  test("a zone is one that the runtime knows", () => {
    expect(isTimeZone(MELBOURNE)).toBe(true);
    expect(isTimeZone("Australia/Atlantis")).toBe(false);
  });

  test("a whole second is the one that has begun, before 1970 too", () => {
    expect(wholeSecond(1_999)).toBe(1_000);
    expect(wholeSecond(-1)).toBe(-1_000);
  });
});
