import { createHash } from "node:crypto";
import { z } from "zod";
import type { NewPicture } from "../../../commands/save-rich-item.ts";
import type { CompanyId } from "../../../domain/ids.ts";
import { badRequest, notFound } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { KseriesParts } from "../routes.ts";
import { idOf, pathLong } from "../wire.ts";
import { imageOf } from "./image.ts";
import type { PictureIn } from "./input.ts";

/** What a picture must be like to be shown: large enough, and as wide as it is high. */
export const pictureSpec = { minHeight: 100, minWidth: 100, requiredAspectRatio: 1 } as const;
const ASPECT_OFF_MAX = 0.01;

const BYTES_MAX = 2 * 1024 * 1024;
const SIDE_MAX = 10_000;
/** Two pictures of that size in base 64, and what stands around them. */
export const PICTURES_BODY_MAX = 2 * Math.ceil((BYTES_MAX * 4) / 3) + 64 * 1024;

/** The pictures of a body, looked at. Throws HttpError 400. */
export const picturesIn = ({
  picture,
  rawPicture,
  fileType,
}: z.output<typeof PictureIn>): { picture: NewPicture; raw: NewPicture | null } => ({
  picture: pictureIn("picture", picture, fileType, true),
  raw: typeof rawPicture === "string" ? pictureIn("rawPicture", rawPicture, fileType, false) : null,
});

const BASE_64 = /^[A-Za-z0-9+/]+={0,2}$/;

const pictureIn = (field: string, given: string, fileType: string | null | undefined, shown: boolean): NewPicture => {
  const wrong = (what: string): Error => badRequest(`${field}: ${what}`, { field });
  const text = given.replace(/\s+/g, "");
  if (text.length % 4 !== 0 || !BASE_64.test(text)) throw wrong("must be in base 64");
  const bytes = Buffer.from(text, "base64");
  if (bytes.length > BYTES_MAX) throw wrong(`must not be larger than ${BYTES_MAX} bytes`);
  const image = imageOf(bytes);
  if (!image) throw wrong("must be a PNG or JPEG picture");
  const { type, width, height } = image;
  const ending = type === "image/png" ? "png" : "jpg";
  if (fileType && /png$/i.test(fileType) !== (ending === "png")) throw wrong(`is ${type}, not ${fileType}`);
  if (width > SIDE_MAX || height > SIDE_MAX) throw wrong(`must not be longer than ${SIDE_MAX} pixels`);
  if (shown) {
    const { minWidth, minHeight, requiredAspectRatio } = pictureSpec;
    if (width < minWidth || height < minHeight) throw wrong(`must be at least ${minWidth} by ${minHeight} pixels`);
    if (Math.abs(width / height - requiredAspectRatio) > ASPECT_OFF_MAX) throw wrong("must be as wide as it is high");
  }
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 32);
  return { name: `${hash}.${ending}`, type, content: bytes.toString("base64") };
};

/** A picture never changes under its name, and nobody but its business can have made it: it is kept for good. */
const FOREVER = {
  "cache-control": "public, max-age=31536000, immutable",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'",
} as const;

/** The pictures themselves, for anybody who knows their address. */
export const pictureRoutes = ({ storage }: KseriesParts): readonly Route[] => [
  route({
    tag: "Rich Item",
    id: "kseries.pictures.get",
    summary: "Get a picture",
    description: "At the address that a rich item gives. Ours: no credentials are needed.",
    method: "GET",
    path: "/pictures/:business/:file",
    audience: "public",
    permission: "none",
    params: z.object({ business: pathLong, file: z.string().regex(/^[0-9a-f]{32}\.(png|jpg)$/) }),
    responses: { 200: { description: "The picture.", type: ["image/png", "image/jpeg"] } },
    async handle({ params: { business, file } }) {
      const kept = await storage.reads(idOf<CompanyId>(business)).documents.get("kseries_picture", file);
      if (!kept) throw notFound("picture");
      const { type, content } = kept;
      return { status: 200, bytes: { type, content: Buffer.from(content, "base64") }, headers: FOREVER };
    },
  }),
];
