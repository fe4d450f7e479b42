import { z } from "zod";
import type { ByPerson, PeopleCommands } from "../../../commands/people.ts";
import { ROLES } from "../../../domain/access/roles.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { StaffId } from "../../../domain/ids.ts";
import { type Ask, type Route, route } from "../../../http/route.ts";
import { given } from "../../../kit/given.ts";
import type { Person } from "../../../storage/access.ts";
import type { Storage } from "../../../storage/storage.ts";
import { pageQuery } from "../paging.ts";
import { flag, listOf, outId, outText } from "../resources/venue-wire.ts";
import { id, pathId, stamp, text } from "../wire.ts";
import { orBusy, secret, secretText } from "./credentials-wire.ts";
import { mustPeople } from "./refusals.ts";
import { COMPANY, found, locationOf, nameOf } from "./wire.ts";

export type PeopleParts = Readonly<{ storage: Storage; people: PeopleCommands; pageSize: number }>;

const PersonOut = z.object({
  id: outId.meta({ description: "The staff member's id." }),
  username: z.string(),
  name: outText,
  role: z.enum(ROLES),
  active: z.boolean().meta({ description: "Whether they can sign in." }),
  has_pin: z.boolean(),
  created_at: z.string(),
});

const username = text(200).meta({ description: "Kept in lower case; one on the whole server." });
const role = z.enum(ROLES, { error: `must be one of ${ROLES.join(", ")}` });
const params = z.object({ staff: pathId<StaffId>() });

const byOf = ({ who, caller }: Pick<Ask<unknown, unknown, unknown>, "who" | "caller">): ByPerson => ({
  company: who.company,
  staffId: caller.staffId!,
});

/** Which of the staff can sign in, as what, and how. */
export const peopleRoutes = ({ storage, people, pageSize }: PeopleParts): readonly Route[] => {
  const store = storage.access.people;
  const shape = (person: Person, catalogue: Catalogue, hasPin: boolean) => ({
    id: person.staffId,
    username: person.username,
    name: nameOf(catalogue, person.staffId) ?? null,
    role: person.role,
    active: person.active,
    has_pin: hasPin,
    created_at: stamp(person.createdAt, catalogue.company.timezone),
  });
  const shaped = async (person: Person) => {
    const [catalogue, pin] = await Promise.all([
      storage.reads(person.companyId).catalogue(),
      store.pin(person.companyId, person.staffId),
    ]);
    return shape(person, catalogue, pin !== undefined);
  };
  const doc = { tag: "People", audience: "operator" } as const;
  const reads = { ...doc, permission: "people:read" } as const;
  const writes = { ...doc, permission: "people:write" } as const;
  const one = `${COMPANY}/people/:staff`;
  const tooHigh = { 403: { description: "Their role is not yours to manage." } };

  return [
    route({
      ...reads,
      id: "operator.people.list",
      summary: "List the people who can sign in",
      method: "GET",
      path: `${COMPANY}/people`,
      query: z.object(pageQuery),
      responses: { 200: { description: "A page of people.", schema: z.array(PersonOut) } },
      async handle(ask) {
        const { company } = ask.who;
        const [all, pins, catalogue] = await Promise.all([
          store.of(company),
          store.withPin(company),
          storage.reads(company).catalogue(),
        ]);
        const records = all.map((person) => shape(person, catalogue, pins.has(person.staffId)));
        return listOf(ask, pageSize, records, (record) => record);
      },
    }),
    route({
      ...writes,
      id: "operator.people.create",
      summary: "Let a staff member sign in",
      description: "Managers add people of the role staff; owners add anybody.",
      method: "POST",
      path: `${COMPANY}/people`,
      body: z.object({ staff_id: id<StaffId>(), username, password: secret, role }),
      responses: {
        201: { description: "The person; Location names it.", schema: PersonOut },
        ...tooHigh,
        409: { description: "The username is taken, or the staff member has one already." },
      },
      async handle(ask) {
        const { staff_id: staffId, username, role } = ask.body;
        const password = secretText(ask.body.password, "password");
        const person = mustPeople(await orBusy(people.add(byOf(ask), { staffId, username, password, role })));
        return { status: 201, body: await shaped(person), headers: locationOf(ask, `people/${staffId}`) };
      },
    }),
    route({
      ...reads,
      id: "operator.people.get",
      summary: "Get a person",
      method: "GET",
      path: one,
      params,
      responses: { 200: { description: "The person.", schema: PersonOut } },
      async handle({ who, params: { staff } }) {
        return { status: 200, body: await shaped(found(await store.get(who.company, staff), "person")) };
      },
    }),
    route({
      ...writes,
      id: "operator.people.update",
      summary: "Change a person's role or username, or whether they can sign in",
      description: "Fields that are not sent stay. Somebody who can no longer sign in is signed out at once.",
      method: "PUT",
      path: one,
      params,
      body: z.object({ role: role.optional(), active: flag.optional(), username: username.optional() }),
      responses: {
        200: { description: "The person.", schema: PersonOut },
        ...tooHigh,
        409: { description: "The username is taken, or this is the last owner who can sign in." },
      },
      async handle(ask) {
        const edits = given(ask.body);
        const person = mustPeople(await people.edit(byOf(ask), ask.params.staff, edits));
        return { status: 200, body: await shaped(person) };
      },
    }),
    route({
      ...writes,
      id: "operator.people.password",
      summary: "Set somebody's password",
      description: "Ends all their sessions. Your own password is changed at `/admin/api/me/password`.",
      method: "PUT",
      path: `${one}/password`,
      params,
      body: z.object({ password: secret }),
      responses: { 204: { description: "Set." }, ...tooHigh },
      async handle(ask) {
        const password = secretText(ask.body.password, "password");
        mustPeople(await orBusy(people.setPassword(byOf(ask), ask.params.staff, password)));
        return { status: 204 };
      },
    }),
    route({
      ...writes,
      id: "operator.people.pin",
      summary: "Set a staff member's PIN",
      description:
        "With `null` it is taken away. Staff without a username can have one too. Sessions with the old one end. Your own PIN is changed at `/admin/api/me/pin`.",
      method: "PUT",
      path: `${one}/pin`,
      params,
      body: z.object({ pin: z.union([z.null(), secret]) }),
      responses: { 204: { description: "Set." }, ...tooHigh },
      async handle(ask) {
        const pin = ask.body.pin === null ? null : secretText(ask.body.pin, "pin");
        mustPeople(await orBusy(people.setPin(byOf(ask), ask.params.staff, pin)));
        return { status: 204 };
      },
    }),
    route({
      ...writes,
      id: "operator.people.signOut",
      summary: "Sign somebody out everywhere",
      method: "DELETE",
      path: `${one}/sessions`,
      params,
      responses: { 204: { description: "Signed out." }, ...tooHigh },
      async handle(ask) {
        mustPeople(await people.signOut(byOf(ask), ask.params.staff));
        return { status: 204 };
      },
    }),
  ];
};
