import type { HistoryView } from '../../api/types'

/** What can be asked: the views with their columns, each folded away until it is opened. */
export function Views({ views }: { views: HistoryView[] }) {
  return (
    <section>
      <h2>Views</h2>
      {views.map((view) => (
        <details key={view.name}>
          <summary>
            <code>history.{view.name}</code> <span className="quiet">{view.comment}</span>
          </summary>
          <dl>
            {view.columns.map((column) => (
              <div key={column.name}>
                <dt>
                  <code>{column.name}</code> <span className="quiet">{column.type}</span>
                </dt>
                <dd>{column.comment}</dd>
              </div>
            ))}
          </dl>
        </details>
      ))}
    </section>
  )
}
