import { useMediaQuery } from '@mantine/hooks'
import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { Order } from '../../ui/DataTable'
import { column, DEFAULT, ON_A_PHONE, type Shown } from './columns'

/** What the list shows: all of it is in the address. */
export interface View {
  filter: string
  sort: string
  columns: string[]
}

const same = (a: string[], b: string[]) => a.length === b.length && a.every((id, i) => id === b[i])

function orderOf(sort: string): Order | null {
  if (sort === '' || sort.includes(',')) return null
  return sort.startsWith('-') ? { key: sort.slice(1), desc: true } : { key: sort, desc: false }
}

export function useView() {
  const [params, setParams] = useSearchParams()
  const phone = useMediaQuery('(max-width: 40em)', undefined, { getInitialValueInEffect: false })
  const filter = params.get('filter') ?? ''
  const sort = params.get('sort') ?? ''
  const written = params.get('columns')
  const view: View = useMemo(
    () => ({ filter, sort, columns: written === null ? DEFAULT : written.split(',').filter((id) => column(id) !== null) }),
    [filter, sort, written],
  )
  const change = useCallback(
    (to: Partial<View>) =>
      setParams((old) => {
        const next = new URLSearchParams(old)
        const put = (name: string, value: string) => (value === '' ? next.delete(name) : next.set(name, value))
        if (to.filter !== undefined) put('filter', to.filter)
        if (to.sort !== undefined) put('sort', to.sort)
        if (to.columns !== undefined) put('columns', same(to.columns, DEFAULT) ? '' : to.columns.join(',') || 'none')
        return next
      }),
    [setParams],
  )
  const ids = written === null && phone ? ON_A_PHONE : view.columns
  const columns = useMemo(() => ids.map(column).filter((one): one is Shown => one !== null), [ids])
  return { view, change, columns, order: orderOf(sort) }
}
