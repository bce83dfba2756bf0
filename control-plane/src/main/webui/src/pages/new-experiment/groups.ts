import type { Setting } from './settings'

export interface Group {
  id: string
  title: string
  about: string
  /** The beginnings of its settings' paths. */
  paths: string[]
}

export const GROUPS: Group[] = [
  { id: 'experiment', title: 'Experiment', about: 'Its name, the seed of its random draws, and your tags.', paths: ['name', 'seed'] },
  { id: 'model', title: 'Model and prompts', about: 'The base model of teacher and student, and what both are asked.', paths: ['model.', 'prompts.'] },
  { id: 'problems', title: 'Problems and grading', about: 'The problems, and the rule that compares answers with them.', paths: ['problems.', 'grading.'] },
  { id: 'screening', title: 'Screening', about: 'Finds the hard problems: those that the base model never solves in k tries.', paths: ['screen.'] },
  { id: 'outer', title: 'Outer loop', about: 'The teacher writes sets, students train on them, the teacher learns from what they gained.', paths: ['soar.outer.'] },
  { id: 'inner', title: 'Inner loop', about: 'How one student trains on one set.', paths: ['soar.inner.'] },
  { id: 'teacher', title: 'Teacher', about: 'How the teacher is sampled and trained.', paths: ['soar.teacher.'] },
  { id: 'student', title: 'Student', about: 'How students are sampled and trained.', paths: ['soar.student.'] },
  { id: 'adapter', title: 'Adapter and optimizer', about: 'The LoRA adapter of each role, and AdamW.', paths: ['soar.lora.', 'soar.adam.'] },
  { id: 'beyond', title: 'Beyond the paper', about: 'Fewer and shorter trainings of students, promotion only when it is more certain, no near-repeated questions. Off by default.', paths: ['soar.beyond.'] },
  { id: 'evaluation', title: 'Evaluation', about: 'pass@k on the held-out problems.', paths: ['evaluate.'] },
  { id: 'methods', title: 'Other methods', about: 'Students to compare with: the control Hard-Only, and the other methods of the paper.', paths: ['hardOnly.', 'methods.'] },
  { id: 'execution', title: 'Execution', about: 'Engines, workers, GPUs and time limits. They do not change results, except through concurrency on real engines.', paths: ['execution.'] },
  { id: 'queue', title: 'Queue', about: 'Where and when the runs are executed.', paths: ['queue.'] },
  { id: 'budget', title: 'Budget', about: 'A run that reaches a limit stops after the current unit, with its results so far.', paths: ['budget.'] },
  { id: 'retention', title: 'Retention', about: "What is kept after the experiment has ended. Without a rule the control plane's own applies.", paths: [] },
]

const OTHER: Group = { id: 'other', title: 'Other settings', about: 'Settings that this console does not know by name.', paths: [] }

/** The group of a path. */
export function groupOf(path: string): Group {
  return GROUPS.find(({ paths }) => paths.some((start) => path === start || (start.endsWith('.') && path.startsWith(start)))) ?? (path.startsWith('retention') ? group('retention') : path.startsWith('tags') ? group('experiment') : OTHER)
}

const group = (id: string) => GROUPS.find((one) => one.id === id) ?? OTHER

/** The groups to show: all, and the one of unknown settings where there are such. */
export function groupsFor(settings: Setting[]): Group[] {
  return settings.some(({ path }) => groupOf(path) === OTHER) ? [...GROUPS, OTHER] : GROUPS
}

/** The settings whose name, path, meaning or symbol has all words of a search. */
export function found(settings: Setting[], search: string): Setting[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return settings.filter(({ path, meaning, symbol, unit }) => {
    const text = `${path} ${meaning} ${symbol ?? ''} ${unit ?? ''} ${groupOf(path).title}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
