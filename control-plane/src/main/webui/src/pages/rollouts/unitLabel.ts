/** A unit in words: 't/3/trial/1/0' becomes 'step 3, set 1, repeat 0'. */
export function unitLabel(unit: string): string {
  const parts = unit.split('/')
  if (parts[0] === 't') {
    const [, step, kind, set, repeat] = parts
    if (kind === 'trial') return `step ${step}, set ${set}, repeat ${repeat}`
    if (kind === 'learnability') return `step ${step}, set ${set}, learnability`
    if (kind === 'write') return `step ${step}, teacher`
    if (kind === 'teach') return `after step ${step}`
    return `step ${step}, ${kind}`
  }
  if (parts[0] === 'init') return 'start'
  return parts.length > 1 ? `${parts[0]} ${parts[1]}` : unit
}

/** A policy in words: 'student/init', 'teacher/t/3/teach', 'student/t/3/trial/1/0'. */
export function policyLabel(policy: string): string {
  const at = policy.indexOf('/')
  const role = policy.slice(0, at)
  const unit = policy.slice(at + 1)
  if (unit === 'init') return role === 'student' ? 'base student' : 'base teacher'
  return `${role} of ${unitLabel(unit)}`.replace('of after', 'after')
}
