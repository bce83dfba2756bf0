import { client } from '../../api/client'
import type { components } from '../../api/openapi'

export type SetPreview = components['schemas']['ProblemSetPreview']
type Schemas = components['schemas']

/** How a file is read; empty texts are left out. */
export interface Options {
  format: Schemas['ProblemFormat']
  comparison: Schemas['AnswerComparison']
  question: string
  answer: string
  id: string
  model: string
}

export const AUTOMATIC: Options = { format: 'AUTO', comparison: 'MATHS', question: '', answer: '', id: '', model: '' }

export const FORMATS: Record<Schemas['ProblemFormat'], string> = {
  AUTO: 'decided by the first record',
  CAIRN: 'question, answer, and optionally id',
  GSM8K: 'question, and answer ending in #### N',
  MATH: 'problem, with answer or a solution whose last box holds it',
  OLYMPIADBENCH: 'question and the list final_answer; also context, error and unit',
  HARP: 'problem, answer, year, contest and number',
  MAPPED: 'the field names below',
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/
export const isName = (name: string) => NAME.test(name)

/** A name for a set from the name of its file: 'gsm8k test.jsonl.gz' becomes gsm8k-test. */
export function nameOf(file: string): string {
  const stem = file.replace(/(\.(jsonl?|ndjson|csv|tsv|parquet|gz))+$/i, '')
  return stem.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '').slice(0, 100)
}

function query(file: File, { model, ...options }: Options) {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== ''))
  return { file: file.name, ...given } as { file: string; format: Options['format']; comparison: Options['comparison'] }
}

/** The body is the file itself. */
const raw = (file: File) => ({ body: file as unknown as string, bodySerializer: () => file, headers: { 'Content-Type': 'application/octet-stream' } })

export async function preview(file: File, options: Options, signal: AbortSignal): Promise<SetPreview> {
  const asked = { ...query(file, options), ...(options.model === '' ? {} : { model: options.model }) }
  const { data } = await client.POST('/api/v1/problem-sets:preview', { ...raw(file), params: { query: asked }, signal })
  return data as SetPreview
}

export async function store(file: File, name: string, options: Options): Promise<Schemas['ProblemSet']> {
  const { data } = await client.POST('/api/v1/problem-sets', { ...raw(file), params: { query: { ...query(file, options), name } } })
  return data as Schemas['ProblemSet']
}

const LARGEST_SHOWN = 20_000_000
const LONGEST_SHOWN = 2_000

/** A line of a file of plain text, from 1; null if it can't be shown. */
export async function lineOf(file: File, line: number): Promise<string | null> {
  if (file.size > LARGEST_SHOWN) return null
  const text = await file.text()
  if (text.includes('\0')) return null
  const found = text.split(/\r\n|\r|\n/)[line - 1]
  return found === undefined ? null : found.slice(0, LONGEST_SHOWN)
}
