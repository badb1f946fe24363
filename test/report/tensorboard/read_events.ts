import { PbfReader } from "pbf";
import { crc32c } from "../../../src/report/tensorboard/crc32c.ts";

/** An event as TensorFlow's event.proto and summary.proto describe it, with the fields that are read here. */
export interface ReadEvent {
  wallTime: number;
  step: number;
  version?: string;
  values: ReadValue[];
}

/** A value of a summary. */
export interface ReadValue {
  tag: string;
  scalar?: number;
  image?: { height: number; width: number; colours: number; png: Uint8Array };
  plugin?: string;
  dataClass?: number;
  tensor?: { type: number; sides: number[]; texts: string[] };
}

/** Takes an event file apart by a reader of protocol buffers that is not ours; throws where a checksum is wrong. */
export function readEvents(file: Uint8Array): readonly ReadEvent[] {
  const events: ReadEvent[] = [];
  for (let at = 0; at < file.length;) {
    const view = new DataView(file.buffer, file.byteOffset + at);
    const length = Number(view.getBigUint64(0, true));
    const message = file.subarray(at + 12, at + 12 + length);
    check(file.subarray(at, at + 8), view.getUint32(8, true));
    check(message, view.getUint32(12 + length, true));
    events.push(new PbfReader(message).readFields(readEvent, { wallTime: NaN, step: 0, values: [] }));
    at += length + 16;
  }
  return events;
}

/** Undoes the mask of a checksum and compares it. */
function check(bytes: Uint8Array, masked: number): void {
  const turned = (masked - 0xa282ead8) >>> 0;
  if ((turned << 15 | turned >>> 17) >>> 0 !== crc32c(bytes)) throw new Error("a checksum is wrong");
}

function readEvent(field: number, event: ReadEvent, pbf: PbfReader): void {
  if (field === 1) event.wallTime = pbf.readDouble();
  else if (field === 2) event.step = pbf.readVarint();
  else if (field === 3) event.version = pbf.readString();
  else if (field === 5) pbf.readMessage(readSummary, event);
  else throw new Error(`an event has no field ${field}`);
}

function readSummary(field: number, event: ReadEvent, pbf: PbfReader): void {
  if (field !== 1) throw new Error(`a summary has no field ${field}`);
  event.values.push(pbf.readMessage(readValue, { tag: "" }));
}

function readValue(field: number, value: ReadValue, pbf: PbfReader): void {
  if (field === 1) value.tag = pbf.readString();
  else if (field === 2) value.scalar = pbf.readFloat();
  else if (field === 4) {
    value.image = pbf.readMessage(readImage, { height: 0, width: 0, colours: 0, png: new Uint8Array() });
  } else if (field === 8) {
    value.tensor = pbf.readMessage(readTensor, { type: 0, sides: [] as number[], texts: [] as string[] });
  } else if (field === 9) pbf.readMessage(readMetadata, value);
  else throw new Error(`a value has no field ${field}`);
}

function readImage(field: number, image: NonNullable<ReadValue["image"]>, pbf: PbfReader): void {
  if (field === 1) image.height = pbf.readVarint();
  else if (field === 2) image.width = pbf.readVarint();
  else if (field === 3) image.colours = pbf.readVarint();
  else if (field === 4) image.png = pbf.readBytes();
}

function readTensor(field: number, tensor: NonNullable<ReadValue["tensor"]>, pbf: PbfReader): void {
  if (field === 1) tensor.type = pbf.readVarint();
  else if (field === 2) {
    pbf.readMessage((dim, sides: number[], shape) => {
      if (dim === 2) {
        shape.readMessage((side, into: number[], one) => side === 1 && into.push(one.readVarint()), sides);
      }
    }, tensor.sides);
  } else if (field === 8) tensor.texts.push(pbf.readString());
}

function readMetadata(field: number, value: ReadValue, pbf: PbfReader): void {
  if (field === 1) {
    pbf.readMessage((inner, into: ReadValue, plugin) => {
      if (inner === 1) into.plugin = plugin.readString();
    }, value);
  } else if (field === 4) value.dataClass = pbf.readVarint();
}
