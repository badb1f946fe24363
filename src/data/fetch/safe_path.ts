import { ArchiveProblem } from "./archive_problem.ts";

/**
 * Gives the parts of a path that an archive holds, without empty and `.` parts.
 *
 * @param path The path as the archive has it.
 * @throws {ArchiveProblem} If it is absolute, climbs, or has a character that some system reads as more than a letter.
 */
export function safePath(path: string): readonly string[] {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  const safe = !path.startsWith("/") && !/[\p{Cc}\\:]/u.test(path) && !parts.includes("..");
  if (!safe) {
    throw new ArchiveProblem("paths in the archive must stay inside the data folder", JSON.stringify(path));
  }
  return parts;
}
