/** The flag of a field of the configuration, without its dashes: `dataDir` is `data-dir`. */
export function flagName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
