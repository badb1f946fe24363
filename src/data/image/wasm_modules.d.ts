/** TurboJPEG, of libjpeg-turbo. */
export declare const jpegTurbo: WebAssembly.Module;
/** The decoder of libwebp. */
export declare const webp: WebAssembly.Module;
