import { type Expression, type Kysely, type SelectQueryBuilder, type SqlBool, sql } from "kysely";
import { type Customer, emailKey, nameKey, phoneKey } from "../../domain/customer.ts";
import type { CompanyId } from "../../domain/ids.ts";
import type { CustomerFind } from "../storage.ts";
import type { Tables } from "./tables.ts";
import { askable } from "./text.ts";

export const customerRow = (company: CompanyId, customer: Customer): Tables["customers"] => ({
  company_id: company,
  id: customer.id,
  version: customer.version,
  name_key: nameKey(customer.firstName, customer.lastName),
  email_key: customer.email === null ? null : emailKey(customer.email),
  phone_key: customer.phone === null ? null : phoneKey(customer.phone),
  mobile_key: customer.mobile === null ? null : phoneKey(customer.mobile),
  created_at: customer.createdAt,
  updated_at: customer.updatedAt,
  doc: JSON.stringify(customer),
});

/** Fewer digits than this are found in nearly every number. */
const DIGITS_MIN = 3;

const part = (column: string, text: string): Expression<SqlBool> =>
  sql<SqlBool>`${sql.ref(column)} like ${`%${text.replace(/[\\%_]/g, "\\$&")}%`} escape '\\'`;

/** Whether something that a customer is known by has a word in it. No index leads there: it is read through. */
const holds = (word: string): Expression<SqlBool> => {
  const text = askable(word.toLowerCase());
  const digits = /^[\d+()./ -]+$/.test(word) ? phoneKey(word) : "";
  const numbers = digits.length >= DIGITS_MIN ? [part("phone_key", digits), part("mobile_key", digits)] : [];
  const ways = [part("name_key", text), part("email_key", text), ...numbers];
  return sql<SqlBool>`(${sql.join(ways, sql` or `)})`;
};

/** Customers of a company by what is known of them; every given part must hold. */
export const findCustomers = (
  db: Kysely<Tables>,
  company: CompanyId,
  find: CustomerFind,
): SelectQueryBuilder<Tables, "customers", object> => {
  const { email, phone, mobile, name, reference, words = [] } = find;
  return words
    .reduce(
      (query, word) => query.where(holds(word)),
      db.selectFrom("customers").where("customers.company_id", "=", company),
    )
    .$if(email !== undefined, (query) => query.where("email_key", "=", askable(emailKey(email!))))
    .$if(phone !== undefined, (query) => query.where("phone_key", "=", askable(phoneKey(phone!))))
    .$if(mobile !== undefined, (query) => query.where("mobile_key", "=", askable(phoneKey(mobile!))))
    .$if(name !== undefined, (query) => query.where("name_key", "=", askable(nameKey(name!.first, name!.last))))
    .$if(reference !== undefined, (query) =>
      query.where("customers.id", "in", (eb) =>
        eb
          .selectFrom("customer_references")
          .select("customer_id")
          .where("company_id", "=", company)
          .where("addon_id", "=", reference!.addon)
          .where("reference_id", "=", askable(reference!.id)),
      ),
    );
};
