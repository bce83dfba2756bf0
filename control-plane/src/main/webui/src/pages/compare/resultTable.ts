import type { Experiment, Summary } from '../../api/types'

/** What tables of results are made from. */
export interface ResultTable {
  experiments: Experiment[]
  summaries: Map<number, Summary>
  /** The k of pass@k. */
  k: string
  policies: string[]
  /** Compared policies, later minus earlier. */
  pairs: [a: string, b: string][]
}
