import { bytesField, doubleField, floatField, integerField, join, messageField, textField } from "./field.ts";
import { tfRecord } from "./tf_record.ts";

/** When something happened. */
export interface Moment {
  /** Seconds since 1970. */
  readonly wallTime: number;
  /** Training steps done, an integer >= 0. */
  readonly step: number;
}

/** What TensorBoard shows at a moment, under a tag. */
export type Shown =
  | { readonly tag: string; readonly scalar: number }
  | { readonly tag: string; readonly text: string }
  | { readonly tag: string; readonly png: Uint8Array; readonly width: number; readonly height: number };

/** The record that an event file starts with. */
export function versionEvent(wallTime: number): Uint8Array {
  return tfRecord(join([doubleField(1, wallTime), textField(3, "brain.Event:2")]));
}

/** A record of what is shown at a moment: TensorFlow's `Event` with a `Summary`. */
export function summaryEvent({ wallTime, step }: Moment, shown: readonly Shown[]): Uint8Array {
  const values = shown.map((value) => messageField(1, textField(1, value.tag), content(value)));
  return tfRecord(join([doubleField(1, wallTime), integerField(2, step), messageField(5, ...values)]));
}

/** The numbers are those of TensorFlow's summary.proto, tensor.proto and types.proto. */
function content(value: Shown): Uint8Array {
  if ("scalar" in value) return floatField(2, value.scalar);
  if ("text" in value) {
    const [DT_STRING, DATA_CLASS_TENSOR] = [7, 2];
    const metadata = messageField(
      9,
      messageField(1, textField(1, "text")),
      integerField(4, DATA_CLASS_TENSOR),
    );
    const shape = messageField(2, messageField(2, integerField(1, 1)));
    return join([metadata, messageField(8, integerField(1, DT_STRING), shape, textField(8, value.text))]);
  }
  const RGB = 3;
  return messageField(
    4,
    integerField(1, value.height),
    integerField(2, value.width),
    integerField(3, RGB),
    bytesField(4, value.png),
  );
}
