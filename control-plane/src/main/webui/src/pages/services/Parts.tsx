import { Section } from '../../ui/Section'
import classes from './services.module.css'

const MEANINGS: [part: string, down: string, what: string][] = [
  ['Control plane', 'It has not been heard from for 15 s.', 'Start it again. Another control plane of its pools takes over its runs.'],
  ['Engine', 'vLLM has ended, or a registered one does not answer.', 'A local engine is restarted on its own. If it stays down, look at its log in HOME/logs.'],
  ['Trainer and grader', 'The worker has ended, or does not answer.', 'The next run that needs it starts another one. Start a registered one again.'],
  ['Database', 'It does not answer within 2 s.', 'Make sure that PostgreSQL runs. Runs resume on their own.'],
  ['Disk', 'Less than cairn.min-free-bytes (512 MiB) is free in HOME or in the artifact directory.', 'Free some space. Runs that wait for it resume on their own.'],
]

/** What is looked at, when it counts as down, and what to do then. */
export function Parts() {
  return (
    <div id="parts" className={classes.anchor}>
      <Section title="What the states mean">
        <div className={classes.scroll} role="region" aria-label="What the states mean, scrolls" tabIndex={0}>
          <table className={classes.meanings}>
            <thead>
              <tr>
                <th scope="col">Part</th>
                <th scope="col">It is down when</th>
                <th scope="col">What to do</th>
              </tr>
            </thead>
            <tbody>
              {MEANINGS.map(([part, down, what]) => (
                <tr key={part}>
                  <th scope="row">{part}</th>
                  <td>{down}</td>
                  <td>{what}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className={classes.note}>
          Idle means that it is not started, since no run needs it now. Each control plane looks at its parts every 3 s. The addresses /q/health/live and
          /q/health/ready answer the same questions for load balancers.
        </p>
      </Section>
    </div>
  )
}
