// A small world for looking at the console: one experiment at work, and others in every state.

const NOW = Date.now()
const at = (secondsAgo) => new Date(NOW - 1000 * secondsAgo).toISOString()

/** Repeatable noise in (-1, 1). */
function noise(seed) {
  const x = Math.sin(seed * 127.1) * 43758.5453
  return 2 * (x - Math.floor(x)) - 1
}

const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length

/** Outer steps as a run makes them: near zero for long, gains before a promotion, losses after it. */
export function outerSteps(count, { open = false } = {}) {
  const steps = []
  let window = []
  let promotions = 0
  let sincePromotion = 99
  let level = 0
  for (let t = 0; t < count; t++) {
    sincePromotion++
    level = sincePromotion < 3 ? -0.03 : Math.min(0.05, level + 0.006)
    const rewards = [0, 1, 2, 3].map((k) =>
      [0, 1].map((j) => Math.round((level + 0.035 * noise(t * 8 + k * 2 + j + 1)) * 64) / 64),
    )
    const setRewards = rewards.map(mean)
    const meanReward = mean(setRewards)
    window = [...window, meanReward].slice(-3)
    const movingAverage = window.length === 3 ? mean(window) : null
    const promoted = movingAverage !== null && movingAverage > 0.01
    const bestSet = setRewards.indexOf(Math.max(...setRewards))
    const medianRepeat = rewards[bestSet][0] <= rewards[bestSet][1] ? 0 : 1
    if (promoted) {
      promotions++
      window = []
      sincePromotion = 0
      level = 0
    }
    const rejected = { MISSING_TAGS: 9 + (t % 5), NO_BOX: t % 4, UNPARSABLE_ANSWER: t % 3 }
    steps.push({
      outerStep: t,
      rewardKind: 'GROUNDED',
      accepted: 64,
      attempts: 64 + Object.values(rejected).reduce((a, b) => a + b, 0),
      rejected,
      baselineCorrect: promotions * 5,
      rewardQuestions: 64,
      rewards,
      setRewards,
      meanReward,
      movingAverage,
      tau: 0.01,
      bestSet,
      medianRepeat,
      promoted,
      promotions,
      advantages: setRewards.map((r, k) => r - mean(setRewards.filter((_, i) => i !== k))),
      teacherStep:
        t === 2
          ? { learningRate: 5e-4, loss: 0, kl: 0, gradientNorm: 0, clipped: false, skipped: true, mismatchMean: 2.1e-6 }
          : { learningRate: 5e-4 * (1 - t / 60), loss: 0.01 * noise(t), kl: 1e-4 * t, gradientNorm: 0.4 + 0.9 * Math.abs(noise(t + 3)), clipped: t % 4 === 0, skipped: false, mismatchMean: 3.4e-6 },
    })
  }
  if (open) {
    const last = steps.at(-1)
    steps.push({
      ...last, outerStep: count, baselineCorrect: 12, rewards: [[0.03125, -0.015625], [0.046875, null], [null, null], [null, null]],
      setRewards: null, meanReward: null, movingAverage: null, bestSet: null, medianRepeat: null, promoted: null,
      promotions: null, advantages: null, teacherStep: null,
    })
  }
  return steps
}

const NAMES = [
  ['screen', 'screen'], ['soar', 'soar'], ['hard-only', 'train'],
  ['evaluate-base', 'evaluate'], ['evaluate-promoted', 'evaluate'], ['evaluate-hard-only', 'evaluate'],
]

/** Runs in the given states; an experiment's first run is number 10 x its own. */
function runs(experimentId, states, extra = {}) {
  return NAMES.map(([name, kind], i) => ({
    id: experimentId * 10 + i, experimentId, name, kind, state: states[i], reason: null, seed: 7, createdAt: at(900),
    startedAt: ['waiting', 'queued'].includes(states[i]) ? null : at(880 - 60 * i),
    endedAt: ['succeeded', 'failed', 'cancelled'].includes(states[i]) ? at(400 - 60 * i) : null,
    progress: [], outerStepsDone: null, outerSteps: null, promotions: null, lastMeanReward: null, lastMovingAverage: null,
    ...extra[name],
  }))
}

function experiment(id, name, state, states, { extra, ...rest } = {}) {
  return {
    id, name, preset: name, seed: id, state, reason: null, createdAt: at(900 * (10 - id)), startedAt: at(880),
    endedAt: ['succeeded', 'failed', 'cancelled'].includes(state) ? at(100) : null, runs: runs(id, states, extra), ...rest,
  }
}

const all = (state) => NAMES.map(() => state)

export const STEPS = { 71: outerSteps(23, { open: true }), 61: outerSteps(40), 51: outerSteps(6), 41: [] }

const last = STEPS[71].at(-2)
const unit = (name, kind, [outerStep = null, set = null, repeat = null], done, total, message) => ({
  unit: name, kind, outerStep, set, repeat, block: outerStep === null ? 0 : null, done, total, message, updatedAt: at(2),
})
const progress = [
  unit('t/23/trial/1/1', 'trial', [23, 1, 1], 7, 15, 'training step'),
  unit('t/23/trial/2/0', 'trial', [23, 2, 0], 3, 15, 'training step'),
]

export const EXPERIMENTS = [
  experiment(8, 'smollm2-gsm8k', 'queued', ['queued', ...all('waiting').slice(1)], {
    startedAt: null, reason: 'waits for experiment 7, which has the engine',
  }),
  experiment(7, 'chains', 'running', ['succeeded', 'running', 'waiting', 'running', 'waiting', 'waiting'], {
    extra: {
      soar: { outerStepsDone: 23, outerSteps: 40, promotions: last.promotions, lastMeanReward: last.meanReward, lastMovingAverage: last.movingAverage, progress },
      'evaluate-base': { progress: [unit('evaluate/0', 'evaluate', [], 60, 200, 'problems')] },
    },
  }),
  experiment(6, 'chains', 'succeeded', all('succeeded'), {
    extra: { soar: { outerStepsDone: 40, outerSteps: 40, promotions: 4, lastMeanReward: 0.0117, lastMovingAverage: 0.0042 } },
  }),
  experiment(5, 'chains, tau 0.02', 'failed', ['succeeded', 'failed', 'cancelled', 'succeeded', 'cancelled', 'cancelled'], {
    preset: null, reason: 'run soar failed: only 41 of 64 questions were accepted in 640 attempts at step 6',
    extra: { soar: { outerStepsDone: 6, outerSteps: 40, promotions: 0, reason: 'only 41 of 64 questions were accepted in 640 attempts at step 6; raise soar.outer.maxAttempts or lower the teacher rate' } },
  }),
  experiment(4, 'chains', 'cancelled', ['succeeded', ...all('cancelled').slice(1)], { reason: 'cancelled by request' }),
]

export const SUMMARY = {
  promotions: 4,
  problems: 200,
  samples: 32,
  notes: ['Evaluated on the first 200 of the 235 held-out problems, in their random order (evaluate.problems is 200).'],
  grading: {
    rule: 'STRICT',
    compared: 198528,
    differ: 13,
    byKind: [
      { kind: 'screen', compared: 64000, differ: 0 },
      { kind: 'soar', compared: 112128, differ: 13 },
      { kind: 'train', compared: 3200, differ: 0 },
      { kind: 'evaluate', compared: 19200, differ: 0 },
    ],
  },
  policies: [
    { name: 'base', steps: 0, optimizerSteps: 0, passAtK: { 1: 0.0004, 4: 0.0015, 8: 0.003, 16: 0.0059, 32: 0.0117 } },
    { name: 'hard-only', steps: 60, optimizerSteps: 60, passAtK: { 1: 0.0021, 4: 0.0079, 8: 0.0152, 16: 0.0283, 32: 0.05 } },
    { name: 'promoted', steps: 60, optimizerSteps: 60, passAtK: { 1: 0.0612, 4: 0.186, 8: 0.297, 16: 0.43, 32: 0.565 } },
  ],
  differences: [
    { a: 'promoted', b: 'base', k: 32, mean: 0.553, low: 0.484, high: 0.622, level: 0.95 },
    { a: 'promoted', b: 'hard-only', k: 32, mean: 0.515, low: 0.441, high: 0.586, level: 0.95 },
    { a: 'hard-only', b: 'base', k: 32, mean: 0.038, low: -0.004, high: 0.081, level: 0.95 },
  ],
}

const ids = (from, count) => Array.from({ length: count }, (_, i) => `p${from + i}`)

export const SCREENING = { screened: 500, tooLong: 3, train: ids(0, 235), test: ids(235, 235) }

export function questionSets(step) {
  return [0, 1, 2, 3].map((k) => ({
    set: k, reward: step.setRewards?.[k] ?? null, advantage: step.advantages?.[k] ?? null,
    questions: [0, 1, 2, 3].map((i) => ({
      index: i, question: i === 3 ? '<img src=x onerror=alert(1)>' : `${(k + i + 2) % 10}*${(3 * i + 4) % 10}+${(k + 5) % 10}`, answer: `${(k * 7 + i) % 10}${(i + 4) % 10}`,
    })),
  }))
}
