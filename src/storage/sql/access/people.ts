import type { Selectable } from "kysely";
import type { Role } from "../../../domain/access/roles.ts";
import type { CompanyId, RegisterId, StaffId } from "../../../domain/ids.ts";
import { done, refuse } from "../../../kit/brand.ts";
import type { PeopleStore, Person, RegisterDevice, Session } from "../../access.ts";
import type { Connection, Engine } from "../engine.ts";
import type { Tables } from "../tables.ts";
import { isStorable } from "../text.ts";
import type { TakeBack } from "./take-back.ts";

const personOf = (row: Selectable<Tables["people"]>): Person => ({
  companyId: row.company_id as CompanyId,
  staffId: row.staff_id as StaffId,
  username: row.username,
  passwordHash: row.password_hash,
  role: row.role as Role,
  active: row.active === 1,
  createdAt: row.created_at,
});

const personRow = (person: Person): Tables["people"] => ({
  company_id: person.companyId,
  staff_id: person.staffId,
  username: person.username,
  password_hash: person.passwordHash,
  role: person.role,
  active: person.active ? 1 : 0,
  created_at: person.createdAt,
});

const sessionOf = (row: Selectable<Tables["sessions"]>): Session => ({
  hash: row.token_hash,
  companyId: row.company_id as CompanyId,
  staffId: row.staff_id as StaffId,
  registerId: row.register_id as RegisterId | null,
  kind: row.kind as Session["kind"],
  createdAt: row.created_at,
  expiresAt: row.expires_at,
});

const deviceOf = (row: Selectable<Tables["register_devices"]>): RegisterDevice => ({
  id: row.id,
  companyId: row.company_id as CompanyId,
  registerId: row.register_id as RegisterId,
  hash: row.token_hash,
  name: row.name,
  createdBy: row.created_by as StaffId,
  createdAt: row.created_at,
});

/** False when the username is taken, or the staff member has one already. */
export const insertPerson = async ({ db }: Connection, person: Person): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("people")
    .values(personRow(person))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
};

export const peopleStore = (engine: Engine, takeBack: TakeBack): PeopleStore => {
  const { read } = engine;
  return {
    async byUsername(username) {
      if (!isStorable(username)) return undefined;
      const row = await read.selectFrom("people").selectAll().where("username", "=", username).executeTakeFirst();
      return row && personOf(row);
    },
    async get(company, staff) {
      const query = read.selectFrom("people").selectAll().where("company_id", "=", company);
      const row = await query.where("staff_id", "=", staff).executeTakeFirst();
      return row && personOf(row);
    },
    async of(company) {
      const query = read.selectFrom("people").selectAll().where("company_id", "=", company).orderBy("staff_id");
      return (await query.execute()).map(personOf);
    },
    add: (person) => engine.transaction((connection) => insertPerson(connection, person)),
    change: (company, staff, decide, keep = "") =>
      takeBack(async ({ db }) => {
        // All of the company's: whether somebody may go can depend on who is left.
        const rows = await db
          .selectFrom("people")
          .selectAll()
          .where("company_id", "=", company)
          .orderBy("staff_id")
          .$if(engine.locksRows, (query) => query.forUpdate())
          .execute();
        const people = rows.map(personOf);
        const person = people.find(({ staffId }) => staffId === staff);
        if (!person) return refuse("not_found");
        const decided = decide(
          person,
          people.filter((other) => other !== person),
        );
        if (!decided.ok) return decided;
        const { company_id: _, staff_id: __, ...columns } = personRow(decided.value);
        await db
          .updateTable("people")
          .set(columns)
          .where("company_id", "=", company)
          .where("staff_id", "=", staff)
          .execute();
        const { active, passwordHash } = decided.value;
        if (!active || passwordHash !== person.passwordHash) {
          await db
            .deleteFrom("sessions")
            .where("company_id", "=", company)
            .where("staff_id", "=", staff)
            .$if(active, (query) => query.where("token_hash", "<>", keep))
            .execute();
        }
        return done(decided.value);
      }),
    async withPin(company) {
      const rows = await read.selectFrom("staff_pins").select("staff_id").where("company_id", "=", company).execute();
      return new Set(rows.map((row) => row.staff_id as StaffId));
    },
    async pin(company, staff) {
      const query = read.selectFrom("staff_pins").select("pin_hash").where("company_id", "=", company);
      return (await query.where("staff_id", "=", staff).executeTakeFirst())?.pin_hash;
    },
    setPin: (company, staff, hash, at) =>
      takeBack(async ({ db }) => {
        await db.deleteFrom("staff_pins").where("company_id", "=", company).where("staff_id", "=", staff).execute();
        await db
          .deleteFrom("sessions")
          .where("company_id", "=", company)
          .where("staff_id", "=", staff)
          .where("kind", "=", "pin")
          .execute();
        if (hash === null) return;
        await db
          .insertInto("staff_pins")
          .values({ company_id: company, staff_id: staff, pin_hash: hash, set_at: at })
          .onConflict((conflict) =>
            conflict.columns(["company_id", "staff_id"]).doUpdateSet({ pin_hash: hash, set_at: at }),
          )
          .execute();
      }),
    addSession: ({ hash, companyId, staffId, registerId, kind, createdAt, expiresAt }) =>
      engine.transaction(async ({ db }) => {
        const person = await db
          .selectFrom("people")
          .select("active")
          .where("company_id", "=", companyId)
          .where("staff_id", "=", staffId)
          // Who shuts them out meanwhile has to wait, and then ends what was added here.
          .$if(engine.locksRows, (query) => query.forShare())
          .executeTakeFirst();
        if (person?.active === 0) return false;
        await db
          .insertInto("sessions")
          .values({
            token_hash: hash,
            company_id: companyId,
            staff_id: staffId,
            register_id: registerId,
            kind,
            created_at: createdAt,
            expires_at: expiresAt,
          })
          .execute();
        return true;
      }),
    async session(hash) {
      const row = await read
        .selectFrom("sessions")
        .leftJoin("people", (join) =>
          join
            .onRef("people.company_id", "=", "sessions.company_id")
            .onRef("people.staff_id", "=", "sessions.staff_id"),
        )
        .selectAll("sessions")
        .select(["people.role", "people.active"])
        .where("sessions.token_hash", "=", hash)
        .executeTakeFirst();
      if (!row || row.active === 0) return undefined;
      const role = row.role as Role | null;
      if (role === null && row.kind === "password") return undefined;
      return { ...sessionOf(row), role: role ?? "staff" };
    },
    async sessionsOf(company, staff) {
      const query = read.selectFrom("sessions").selectAll().where("company_id", "=", company);
      const rows = await query.where("staff_id", "=", staff).orderBy("created_at").orderBy("token_hash").execute();
      return rows.map(sessionOf);
    },
    endSession: (hash) =>
      takeBack(async ({ db }) => {
        await db.deleteFrom("sessions").where("token_hash", "=", hash).execute();
      }),
    endSessionsOf: (company, staff, but = "") =>
      takeBack(async ({ db }) => {
        await db
          .deleteFrom("sessions")
          .where("company_id", "=", company)
          .where("staff_id", "=", staff)
          .where("token_hash", "<>", but)
          .execute();
      }),
    async addDevice({ id, companyId, registerId, hash, name, createdBy, createdAt }) {
      await engine.transaction(({ db }) =>
        db
          .insertInto("register_devices")
          .values({
            company_id: companyId,
            id,
            register_id: registerId,
            token_hash: hash,
            name,
            created_by: createdBy,
            created_at: createdAt,
          })
          .execute(),
      );
    },
    async device(hash) {
      const row = await read
        .selectFrom("register_devices")
        .selectAll()
        .where("token_hash", "=", hash)
        .executeTakeFirst();
      return row && deviceOf(row);
    },
    async devicesOf(company) {
      const query = read.selectFrom("register_devices").selectAll().where("company_id", "=", company).orderBy("id");
      return (await query.execute()).map(deviceOf);
    },
    async seenDevice(company, id, at) {
      await engine.transaction(({ db }) =>
        db
          .updateTable("register_devices")
          .set({ seen_at: at })
          .where("company_id", "=", company)
          .where("id", "=", id)
          .execute(),
      );
    },
    async silentRegisters(before) {
      const rows = await read
        .selectFrom("register_devices")
        .select(["company_id", "register_id"])
        .groupBy(["company_id", "register_id"])
        .having((eb) => eb(eb.fn.max("seen_at"), "<", before))
        .execute();
      return rows.map((row) => ({
        companyId: row.company_id as CompanyId,
        registerId: row.register_id as RegisterId,
      }));
    },
    endDevice: (company, id) =>
      takeBack(async ({ db }) => {
        const gone = await db
          .deleteFrom("register_devices")
          .where("company_id", "=", company)
          .where("id", "=", id)
          .returning("register_id")
          .executeTakeFirst();
        if (!gone) return false;
        await db
          .deleteFrom("sessions")
          .where("company_id", "=", company)
          .where("register_id", "=", gone.register_id)
          .where("kind", "=", "pin")
          .execute();
        return true;
      }),
  };
};
