import type { Progress } from '../../api/types'
import { duration } from '../../lib/format'
import { Meter } from '../../ui/Meter'
import { useNow } from '../../ui/useNow'
import { WideTable } from '../../ui/WideTable'

/** Units in progress. Screen readers do not announce changes, since it changes all the time. */
export function ProgressTable({ progress }: { progress: Progress[] }) {
  const now = useNow(progress.length === 0 ? 'still' : 'ticking')
  if (progress.length === 0) return null
  return (
    <WideTable label="In progress, not final">
      <table className="compact in-progress">
        <caption>
          In progress <em className="draft">not final</em>
        </caption>
        <thead>
          <tr>
            <th scope="col">Unit</th>
            <th scope="col">Activity</th>
            <th scope="col">Done</th>
            <th scope="col" className="num">
              Last update
            </th>
          </tr>
        </thead>
        <tbody>
          {progress.map((unit) => (
            <tr key={unit.unit}>
              <th scope="row">
                <code>{unit.unit}</code>
              </th>
              <td>{unit.message}</td>
              <td>
                <Meter done={unit.done} total={unit.total} label={`${unit.unit}: ${unit.message}`} />
              </td>
              <td className="num">{duration(now - Date.parse(unit.updatedAt))} ago</td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  )
}
