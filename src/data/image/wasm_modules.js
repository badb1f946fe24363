// @ts-self-types="./wasm_modules.d.ts"
// TypeScript does not parse this kind of import yet. Deno needs no permission for it, in workers neither.
import source jpegTurbo from "@cwasm/jpeg-turbo/jpeg-turbo.wasm";
import source webp from "@cwasm/webp/webp.wasm";

export { jpegTurbo, webp };
