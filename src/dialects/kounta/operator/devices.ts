import { z } from "zod";
import type { DeviceCommands } from "../../../commands/devices.ts";
import type { RegisterId } from "../../../domain/ids.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import { notFound } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { RegisterDevice } from "../../../storage/access.ts";
import type { Storage } from "../../../storage/storage.ts";
import { pageQuery } from "../paging.ts";
import { wording } from "../resources/goods-parts.ts";
import { listOf, outId } from "../resources/venue-wire.ts";
import { pathId, stamp } from "../wire.ts";
import { deviceOf } from "./device-token.ts";
import { heartbeatRoute } from "./devices-heartbeat.ts";
import { COMPANY, NO_STORE, StaffOut, found, locationOf, nameOf, staffShape } from "./wire.ts";

export type DeviceParts = Readonly<{ storage: Storage; devices: DeviceCommands; pageSize: number }>;

const shape = (device: RegisterDevice, catalogue: Catalogue) => ({
  id: device.id,
  name: device.name,
  register_id: device.registerId,
  created_by: staffShape(catalogue, device.createdBy),
  created_at: stamp(device.createdAt, catalogue.company.timezone),
});

const DeviceOut = z.object({
  id: outId,
  name: z.string(),
  register_id: outId,
  created_by: StaffOut,
  created_at: z.string(),
});

/** The screens at the registers. Staff sign in at them with a PIN. */
export const deviceRoutes = ({ storage, devices, pageSize }: DeviceParts): readonly Route[] => {
  const doc = { tag: "Register devices", audience: "operator" } as const;
  const params = z.object({ device: pathId<number>() });
  return [
    route({
      ...doc,
      id: "operator.devices.create",
      summary: "Add a device at a register",
      description: "Its token is shown this once. Keep it on the device.",
      method: "POST",
      path: `${COMPANY}/registers/:register/devices`,
      permission: "devices:write",
      params: z.object({ register: pathId<RegisterId>() }),
      body: z.object({ name: wording(100) }),
      responses: {
        201: { description: "The device; Location names it.", schema: DeviceOut.extend({ device_token: z.string() }) },
      },
      async handle(ask) {
        const { company } = ask.who;
        const facts = { registerId: ask.params.register, name: ask.body.name.trim(), createdBy: ask.caller.staffId! };
        const added = await devices.add(company, facts);
        if (!added.ok) throw notFound("register");
        const { device, token } = added.value;
        const catalogue = await storage.reads(company).catalogue();
        return {
          status: 201,
          body: { ...shape(device, catalogue), device_token: token },
          headers: { ...NO_STORE, ...locationOf(ask, `devices/${device.id}`) },
        };
      },
    }),
    route({
      ...doc,
      id: "operator.devices.list",
      summary: "List the devices at the registers",
      method: "GET",
      path: `${COMPANY}/devices`,
      permission: "devices:read",
      query: z.object(pageQuery),
      responses: { 200: { description: "A page of devices.", schema: z.array(DeviceOut) } },
      async handle(ask) {
        const { company } = ask.who;
        const [all, catalogue] = await Promise.all([
          storage.access.people.devicesOf(company),
          storage.reads(company).catalogue(),
        ]);
        return listOf(ask, pageSize, all, (device) => shape(device, catalogue));
      },
    }),
    route({
      ...doc,
      id: "operator.devices.get",
      summary: "Get a device",
      method: "GET",
      path: `${COMPANY}/devices/:device`,
      permission: "devices:read",
      params,
      responses: { 200: { description: "The device.", schema: DeviceOut } },
      async handle({ who, params }) {
        const all = await storage.access.people.devicesOf(who.company);
        const device = found(
          all.find(({ id }) => id === params.device),
          "device",
        );
        return { status: 200, body: shape(device, await storage.reads(who.company).catalogue()) };
      },
    }),
    route({
      ...doc,
      id: "operator.devices.delete",
      summary: "Remove a device",
      description: "Its token is not good any more, and whoever signed in with a PIN at its register is signed out.",
      method: "DELETE",
      path: `${COMPANY}/devices/:device`,
      permission: "devices:write",
      params,
      responses: { 204: { description: "Removed." } },
      async handle({ who, params }) {
        if (!(await storage.access.people.endDevice(who.company, params.device))) throw notFound("device");
        return { status: 204 };
      },
    }),
    route({
      id: "operator.devices.staff",
      summary: "List who can sign in at this device",
      description:
        "Send the device's token as `Authorization: Bearer servery_device_…`. Staff are listed who work at the register's site and have a PIN.",
      tag: "Register devices",
      method: "GET",
      path: "/admin/api/devices/current/staff",
      audience: "public",
      permission: "none",
      responses: {
        200: { description: "The staff.", schema: z.array(z.object({ id: outId, name: z.string() })) },
        401: { description: "No good device token." },
      },
      async handle(ask) {
        const device = await deviceOf(storage, ask);
        const [staff, catalogue] = await Promise.all([
          devices.staffAt(device),
          storage.reads(device.companyId).catalogue(),
        ]);
        return { status: 200, body: staff.map(({ id }) => ({ id, name: nameOf(catalogue, id) ?? "" })) };
      },
    }),
    heartbeatRoute(storage),
  ];
};
