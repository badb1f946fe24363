/** Shares out workgroups over two axes where one cannot hold them: WebGPU allows 65,535 on each. */
export function spread(workgroups: number): [number, number, number] {
  const lines = Math.ceil(workgroups / 65535);
  return [Math.ceil(workgroups / lines), lines, 1];
}
