/**
 * Pictures of what is in a data set, and of what a recipe does.
 *
 * @module
 */
export { classSheet, type ClassSheetOptions } from "./class_sheet.ts";
export { contactSheet, type ContactSheetOptions } from "./contact_sheet.ts";
