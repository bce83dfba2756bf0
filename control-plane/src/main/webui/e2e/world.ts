import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../../../..', import.meta.url))

/** The smallest experiment that has everything: two outer steps of two sets, two students each, and at least one promotion. */
const TINY = {
  name: 'tiny',
  preset: 'chains',
  seed: 1,
  set: {
    'soar.teacher.warmup': 0,
    'soar.outer.steps': 2,
    'soar.outer.sets': 2,
    'soar.outer.questions': 8,
    'soar.outer.repeats': 2,
    'soar.outer.rewardQuestions': 8,
    'soar.outer.window': 1,
    'soar.outer.tau': -1,
    'soar.inner.steps': 2,
    'soar.inner.stepsPerPromotion': 1,
    'soar.inner.maxSteps': 3,
    'soar.inner.questionsPerStep': 2,
    'soar.inner.groupSize': 4,
    'screen.samples': 4,
  },
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Waits until the server answers, or has ended. */
async function ready(url: string, server: ChildProcess): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`the control plane ended with ${server.exitCode}`)
    const answer = await fetch(`${url}/q/health/live`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** Follows an experiment's events to its end. */
async function finished(url: string, token: string, id: number): Promise<void> {
  const answer = await fetch(`${url}/api/v1/experiments/${id}/events`, { headers: { Authorization: `Bearer ${token}`, Accept: 'text/event-stream' } })
  const reader = answer.body!.getReader()
  while (!(await reader.read()).done);
  const { state } = (await (await fetch(`${url}/api/v1/experiments/${id}`, { headers: { Authorization: `Bearer ${token}` } })).json()) as { state: string }
  if (state !== 'succeeded') throw new Error(`experiment ${id} is ${state}`)
}

/** Starts a control plane in a new home, and carries out one tiny experiment to its end. Returns how to stop it. */
export default async function start(): Promise<() => Promise<void>> {
  if (process.env.CAIRN_URL) return () => Promise.resolve()
  const home = await mkdtemp(join(tmpdir(), 'cairn-browser-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const server = spawn(join(ROOT, 'ops/serve'), ['--home', home, '--port', String(port)], { stdio: ['ignore', 'inherit', 'inherit'], detached: true })
  const stop = async () => {
    if (server.exitCode === null && server.pid) {
      process.kill(-server.pid, 'SIGTERM')
      await once(server, 'exit')
    }
    await rm(home, { recursive: true, force: true })
  }
  try {
    await ready(url, server)
    const token = (await readFile(join(home, 'admin-token'), 'utf8')).trim()
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
    const answer = await fetch(`${url}/api/v1/experiments`, { method: 'POST', headers, body: JSON.stringify(TINY) })
    if (!answer.ok) throw new Error(`the experiment was refused: ${await answer.text()}`)
    const { id } = (await answer.json()) as { id: number }
    await finished(url, token, id)
    process.env.CAIRN_URL = url
    process.env.CAIRN_TOKEN = token
    await writeFile(join(home, 'browser-tests'), url)
  } catch (error) {
    await stop()
    throw error
  }
  return stop
}
