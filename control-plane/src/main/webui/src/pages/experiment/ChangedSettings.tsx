import { useChangedSettings } from '../../api/queries'
import type { Experiment } from '../../api/types'
import { Failure } from '../../ui/states'
import { WideTable } from '../../ui/WideTable'

const shown = (value: unknown) => (typeof value === 'string' && value !== '' ? value : JSON.stringify(value ?? null))

/** The settings that differ from the preset, or from the defaults without one; nothing if none does. */
export function ChangedSettings({ experiment: { id, preset } }: { experiment: Experiment }) {
  const { data, error, refetch } = useChangedSettings(String(id))
  if (error) return <Failure what="Could not load the changed settings" error={error} retry={() => void refetch()} />
  if (!data || data.items.length === 0) return null
  return (
    <details>
      <summary>
        Settings that differ from {preset ? `the preset ${preset}` : 'the defaults'}: {data.items.length}
      </summary>
      <WideTable label="Changed settings">
        <table className="compact" aria-label="Changed settings">
          <thead>
            <tr>
              <th scope="col">Setting</th>
              <th scope="col">Here</th>
              <th scope="col">{preset ? 'Preset' : 'Default'}</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map(({ path, value, presetValue }) => (
              <tr key={path}>
                <th scope="row">{path}</th>
                <td>{shown(value)}</td>
                <td>{shown(presetValue)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </details>
  )
}
