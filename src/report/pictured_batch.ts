/** The first samples of a mixed batch, with their pictures: a sheet beside it holds the pixels. */
export interface PicturedBatch {
  /** The training step that learnt from it, from 1. */
  readonly step: number;
  /** The name of the sheet, a PNG file in the same folder. */
  readonly sheet: string;
  /** The size of an image, in pixels. */
  readonly height: number;
  readonly width: number;
  /** How many pixels of the sheet a pixel of an image is, on each side. */
  readonly zoom: number;
  readonly samples: readonly PicturedSample[];
}

/** A mixed sample. */
export interface PicturedSample {
  /** The row of the anchor among the training images. */
  readonly id: number;
  /** The class of the anchor. */
  readonly anchor: string;
  /** The class of the partner. */
  readonly partner: string;
  /** The label weight of the anchor. */
  readonly lambda: number;
  /** The weights of the mixed label that are not 0: the anchor's class first, then the partner's. */
  readonly label: readonly (readonly [className: string, weight: number])[];
  /** Where in the sheet anchor, partner, mask and mixed image begin. */
  readonly tiles: readonly (readonly [left: number, top: number])[];
}
