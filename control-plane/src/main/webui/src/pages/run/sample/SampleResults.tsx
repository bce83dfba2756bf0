import type { Run } from '../../../api/types'
import { ThroughputChart } from '../ThroughputChart'
import { TeacherQuestions } from '../TeacherQuestions'

/** The questions that a teacher, or the untrained student, wrote for a student of another method. */
export function SampleResults({ run }: { run: Run }) {
  return (
    <>
      <TeacherQuestions run={run} title="Questions" sql={`select * from history.sampled_questions\nwhere run_id = ${run.id} order by position`} none="No block of questions has been written yet." />
      <ThroughputChart run={run} />
    </>
  )
}
