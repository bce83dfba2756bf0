// Serves the built console (dist) over the mock world: node test/mock/server.mjs [port]. For looking at it, and for
// the screenshot script; the application itself never contains it.
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { EXPERIMENTS, questionSets, SCREENING, STEPS, SUMMARY } from './data.mjs'

const DIST = fileURLToPath(new URL('../../dist', import.meta.url))
// As dev.cairn.rest.edge.AnswerHeaders sends it: a page that needs more breaks here too.
const CONTENT_SECURITY_POLICY =
  "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

function json(response, status, body) {
  response.writeHead(status, { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' })
  response.end(JSON.stringify(body))
}

const missing = (response, detail) => json(response, 404, { type: 'about:blank', title: 'Not found', status: 404, detail })

/** A progress event every second, as a running trial sends. */
function events(response, id) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
  let number = 0
  const send = () => {
    const trial = EXPERIMENTS.find((e) => e.id === 7).runs[1].progress[0]
    trial.done = Math.min(trial.total, trial.done + 1)
    const data = { id: ++number, experimentId: Number(id), runId: 71, kind: 'progress', payload: trial, at: new Date().toISOString() }
    response.write(`id: ${number}\nevent: progress\ndata: ${JSON.stringify(data)}\n\n`)
  }
  send()
  const timer = setInterval(send, 1000)
  response.on('close', () => clearInterval(timer))
}

function cancel(response, id) {
  const found = EXPERIMENTS.find((e) => e.id === Number(id))
  if (!found) return missing(response, `There is no experiment ${id}.`)
  found.state = 'cancelling'
  return json(response, 202, found)
}

/** `--signed-out` shows the sign-in page; any token signs in. */
let me = process.argv.includes('--signed-out') ? null : { name: 'admin', role: 'admin', scope: 'full' }

function session(response, next) {
  me = next
  return next ? json(response, 200, next) : response.writeHead(204).end()
}

const ROUTES = [
  ['GET', /^\/me$/, (res) => me ? json(res, 200, me) : json(res, 401, { title: 'This needs a token', status: 401 })],
  ['POST', /^\/history:query$/, (res) => json(res, 200, {
    columns: [{ name: 'id', type: 'int8' }, { name: 'name', type: 'text' }],
    rows: EXPERIMENTS.map((e) => [e.id, e.name]), rowCount: EXPERIMENTS.length,
    truncated: false, truncatedBy: null, durationMs: 4,
  })],
  ['GET', /^\/history\/views$/, (res) => json(res, 200, { items: [{
    name: 'trials', comment: 'Students, one row per trial.',
    columns: [{ name: 'reward', type: 'double precision', comment: 'Gain over the baseline.' }],
  }] })],
  ['POST', /^\/history\/saved-queries$/, (res) => json(res, 201, { id: 1, name: 'saved' })],
  ['GET', /^\/history\/(saved-queries|queries)$/, (res) => json(res, 200, { items: [] })],
  ['POST', /^\/session$/, (res) => session(res, { name: 'admin', role: 'admin', scope: 'full' })],
  ['DELETE', /^\/session$/, (res) => session(res, null)],
  ['GET', /^\/experiments$/, (res) => json(res, 200, { items: EXPERIMENTS, next: null })],
  ['POST', /^\/experiments\/(\d+):cancel$/, (res, id) => cancel(res, id)],
  ['GET', /^\/experiments\/(\d+)\/events$/, (res, id) => events(res, id)],
  ['GET', /^\/experiments\/(\d+)\/changed-settings$/, (res) => json(res, 200, { items: [] })],
  ['GET', /^\/experiments\/(\d+)\/summary$/, (res, id) => id === '6' ? json(res, 200, SUMMARY) : missing(res, 'No evaluation has ended yet.')],
  ['GET', /^\/experiments\/(\d+)$/, (res, id) => {
    const found = EXPERIMENTS.find((e) => e.id === Number(id))
    return found ? json(res, 200, found) : missing(res, `There is no experiment ${id}.`)
  }],
  ['GET', /^\/runs\/(\d+)\/screening$/, (res) => json(res, 200, SCREENING)],
  ['GET', /^\/runs\/(\d+)\/queue$/, (res) => json(res, 200, { runsAhead: null, waitReason: { code: 'dependencies', message: 'waiting for screen (queued)' } })],
  ['GET', /^\/runs\/(\d+)\/outer-steps$/, (res, id) => json(res, 200, { items: STEPS[id] ?? [] })],
  ['GET', /^\/runs\/(\d+)\/outer-steps\/(\d+)\/sets$/, (res, id, t) => json(res, 200, { items: questionSets(STEPS[id][Number(t)]) })],
]

async function file(response, path) {
  const wanted = normalize(join(DIST, path))
  const name = wanted.startsWith(DIST) && extname(wanted) ? wanted : join(DIST, 'index.html')
  try {
    const body = await readFile(name)
    response.writeHead(200, { 'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream' })
    response.end(body)
  } catch {
    response.writeHead(404).end()
  }
}

export function mockServer() {
  return createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname
    response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY)
    if (!path.startsWith('/api/v1')) return void file(response, path)
    for (const [method, pattern, answer] of ROUTES) {
      const match = request.method === method && pattern.exec(path.slice('/api/v1'.length))
      if (match) return void answer(response, ...match.slice(1))
    }
    return void missing(response, `Nothing is at ${path}.`)
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.argv[2] ?? 8099)
  mockServer().listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`))
}
