import type { QueryAnswer } from '../../api/types'
import { cellText } from '../../lib/sql'
import { WideTable } from '../../ui/WideTable'

/** The rows of an answer under the names and types of its columns; NULL is shown as such. */
export function ResultTable({ answer }: { answer: QueryAnswer }) {
  return (
    <section>
      <p role="status">
        {answer.rowCount} {answer.rowCount === 1 ? 'row' : 'rows'} in {answer.durationMs} ms
        {answer.truncated && ' (there are more; download the answer to get all)'}
      </p>
      <WideTable label="Answer">
        <table>
          <thead>
            <tr>
              {answer.columns.map((column, i) => (
                <th key={i} scope="col">
                  {column.name} <span className="quiet">{column.type}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.rows.map((row, r) => (
              <tr key={r}>
                {row.map((cell, c) => (
                  <td key={c}>{cell === null ? <span className="quiet">NULL</span> : cellText(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </section>
  )
}
