/** The known figures in words; others are shown by their names. */
const WORDS: Record<string, string> = {
  'outer/mean_reward': 'Mean reward',
  'outer/moving_average': 'Moving average of the reward',
  'outer/promotions': 'Promotions',
  'outer/baseline_share_correct': 'Accuracy of the baseline student',
  learning_rate: 'learning rate',
  mean_reward: 'mean points',
  share_correct: 'share correct',
  loss: 'loss',
  kl: 'KL',
  entropy: 'entropy',
  gradient_norm: 'gradient norm',
  mismatch_mean: 'mean mismatch of log-probabilities',
  mismatch_max: 'largest mismatch of log-probabilities',
  tokens: 'tokens',
  duration_seconds: 'seconds per step',
}

export function metricTitle(name: string): string {
  const known = WORDS[name]
  if (known) return known
  const [role = '', figure = ''] = name.split('/')
  const words = WORDS[figure]
  return words ? `${role === 'teacher' ? 'Teacher' : 'Student'}: ${words}` : name
}

/** What is shown until the reader chooses. */
export function usualMetrics(names: string[]): string[] {
  const usual = ['outer/mean_reward', 'outer/moving_average', 'outer/baseline_share_correct'].filter((name) => names.includes(name))
  if (usual.length > 0) return usual
  return [names.find((name) => name === 'student/share_correct') ?? names[0]].filter((name) => name !== undefined)
}
