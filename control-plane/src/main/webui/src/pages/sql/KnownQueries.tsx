import type { AskedQuery, SavedQuery } from '../../api/types'
import { moment } from '../../lib/format'

interface Props {
  saved: SavedQuery[]
  recent: AskedQuery[]
  choose: (sql: string) => void
}

/** Saved queries, and the ones that were asked lately; each can be put into the text box. */
export function KnownQueries({ saved, recent, choose }: Props) {
  return (
    <div className="side-by-side">
      <section>
        <h2>Saved queries</h2>
        {saved.length === 0 && <p className="quiet">None yet.</p>}
        <ul>
          {saved.map((query) => (
            <li key={query.id}>
              <button type="button" className="link" onClick={() => choose(query.sql)}>
                {query.name}
              </button>{' '}
              <span className="quiet">
                {query.owner}
                {query.shared && ', shared'}
                {query.description && `: ${query.description}`}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>Recent queries</h2>
        {recent.length === 0 && <p className="quiet">None yet.</p>}
        <ul>
          {recent.map((query) => (
            <li key={query.id}>
              <button type="button" className="link" onClick={() => choose(query.sql)}>
                {query.sql.length > 80 ? `${query.sql.slice(0, 80)}…` : query.sql}
              </button>{' '}
              <span className="quiet">
                {query.state}, {moment(query.askedAt)}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
