import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe } from "../recipe/describe.ts";
import { withProbability, withViews } from "../recipe/combine.ts";
import { methods } from "../method/mod.ts";
import { cropAndFlip } from "../pair/mod.ts";
import type { Recipe } from "../recipe/recipe.ts";
import type { Config, Views } from "./config.ts";
import { isScript } from "./is_script.ts";
import { TrainError } from "./train_error.ts";

/** What of a configuration decides how images are mixed. */
export type RecipeConfig = Pick<Config, "method" | "views" | "mixProb">;

/**
 * Makes the recipe of a run: that of a named method, or the default export of a script (a recipe, or a function without
 * arguments that returns one), with the probability and through the views that the configuration asks for.
 *
 * @throws {TrainError} If there is no such method, or the script fails or exports something else.
 */
export async function loadRecipe({ method, views, mixProb }: RecipeConfig): Promise<Recipe> {
  const recipe = isScript(method) ? await fromScript(method) : named(method);
  return through(views)(mixProb === 1 ? recipe : withProbability(mixProb, recipe));
}

/** Reads the images of a recipe through the views that a configuration asks for. */
export function through(views: Views): (recipe: Recipe) => Recipe {
  return views === "crop-flip" ? withViews(cropAndFlip({ padding: 4 })) : (recipe) => recipe;
}

function named(name: string): Recipe {
  const method = methods[name];
  if (method !== undefined) return method.build();
  throw new TrainError(
    "usage",
    `Cannot load the method: its name must be one of ${
      Object.keys(methods).join(", ")
    }, current value is ${name}`,
  );
}

async function fromScript(path: string): Promise<Recipe> {
  const url = pathToFileURL(resolve(path)).href;
  const value: unknown = await evaluate(url).catch((cause) => {
    throw new TrainError("usage", `Cannot load the method ${path}: ${reason(cause, url)}`, { cause });
  });
  if (isRecipe(value)) return value;
  throw new TrainError(
    "usage",
    `Cannot load the method ${path}: its default export must be a recipe or a function that returns one, ` +
      `current value is ${kind(value)}`,
  );
}

async function evaluate(url: string): Promise<unknown> {
  const { default: exported } = await import(url);
  return typeof exported === "function" ? await exported() : exported;
}

/** What an error of a script says, and the line of the script it comes from. */
function reason(error: unknown, url: string): string {
  if (!(error instanceof Error)) return String(error);
  const place = error.stack?.split("\n").find((line) => /^\s+at /.test(line) && line.includes(url));
  const [said = ""] = error.message.split("\n"); // what cannot be parsed is quoted in the lines after
  return place === undefined || said.includes(url) ? said : `${said} (${place.trim()})`;
}

function isRecipe(value: unknown): value is Recipe {
  if (!["mixed", "chosen", "sequenced"].includes(stage(value))) return false;
  try {
    return describe(value as Recipe) !== "";
  } catch {
    return false;
  }
}

function kind(value: unknown): string {
  const drafted = stage(value);
  return ["paired", "rated", "masked", "merged"].includes(drafted)
    ? `a draft that is only ${drafted}: the stages up to mix() are missing`
    : Deno.inspect(value, { depth: 1 });
}

function stage(value: unknown): string {
  return typeof value === "object" && value !== null && "stage" in value ? String(value.stage) : "";
}
