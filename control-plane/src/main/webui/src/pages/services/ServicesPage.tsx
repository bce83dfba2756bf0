import { useEffect } from 'react'
import { useLocation } from 'react-router'
import { api } from '../../api/client'
import { useLive, usePoll } from '../../live/useLive'
import { Freshness } from '../../ui/Freshness'
import { Page } from '../../ui/Page'
import { ControlPlanes } from './ControlPlanes'
import { Parts } from './Parts'
import { RegisteredServices } from './RegisteredServices'
import { ENGINES, WORKERS } from './kinds'

/** Scrolls to the part that the address names, once it is there. */
function useAnchor(ready: boolean) {
  const { hash } = useLocation()
  useEffect(() => {
    if (ready && hash) document.getElementById(hash.slice(1))?.scrollIntoView({ block: 'start' })
  }, [ready, hash])
}

export default function ServicesPage() {
  const live = useLive(true)
  const refetchInterval = usePoll(true, 5_000)
  const planes = api.useQuery('get', '/api/v1/control-planes', {}, { refetchInterval })
  useAnchor(planes.data !== undefined)
  return (
    <Page
      title="Engines and workers"
      lead="Control planes claim and carry out runs. Engines (vLLM) generate, workers (PyTorch, Math-Verify) train and grade. Cairn starts one of each where a run needs it; an admin can register others."
      freshness={<Freshness status={live} updatedAt={planes.dataUpdatedAt} failed={planes.isError} />}
    >
      <ControlPlanes query={planes} />
      <RegisteredServices kind={ENGINES} />
      <RegisteredServices kind={WORKERS} />
      <Parts />
    </Page>
  )
}
