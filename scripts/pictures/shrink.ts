import UPNG from 'upng-js';

/** Enough for text on one ground and a few small pictures of emoji. */
const COLOURS = 64;

/** The same picture with a palette, which takes a third of the room. */
export function shrinkPicture(png: Buffer): Buffer {
  const image = UPNG.decode(new Uint8Array(png).buffer);
  return Buffer.from(UPNG.encode(UPNG.toRGBA8(image), image.width, image.height, COLOURS));
}
