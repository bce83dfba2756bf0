/** The line that an error names: 'b.jsonl, line 4: …' or 'line 4: …'. */
export function lineIn(message: string): number | null {
  const found = /(?:^|, )line (\d+): /.exec(message)?.[1]
  return found === undefined ? null : Number(found)
}
