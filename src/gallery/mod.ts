/**
 * Pictures of what a recipe does.
 *
 * @module
 */
export { contactSheet, type ContactSheetOptions } from "./contact_sheet.ts";
