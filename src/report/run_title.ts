/**
 * What a run is called: `miamix on embedded with small`.
 *
 * @param config Its configuration, by paths.
 */
export function runTitle(config: Readonly<Record<string, unknown>>): string {
  const method = String(config["mixing.method"]).replace(/^.*[/\\]/, "");
  return `${method} on ${config["data.name"]} with ${config["model.name"]}`;
}
