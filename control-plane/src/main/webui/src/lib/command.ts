/** The address that ops/cairn uses by default. */
const USUAL = 'http://127.0.0.1:8080'

/** The command that queues the small preset on the Cairn at this address. */
export function submitCommand(origin: string): string {
  const here = origin === USUAL || origin === 'http://localhost:8080' ? '' : ` --url ${origin}`
  return `ops/cairn${here} submit chains`
}
