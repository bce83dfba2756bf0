import type { Experiment } from '../../api/types'

/** What every part of the page is given. */
export interface PartProps {
  experiment: Experiment
  /** Whether it can still change. */
  active: boolean
}
