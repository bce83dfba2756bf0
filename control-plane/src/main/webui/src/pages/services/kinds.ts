import { api, client } from '../../api/client'
import type { components } from '../../api/openapi'

type Schemas = components['schemas']

/** The two kinds of registered services have equal operations at different addresses. */
export interface Kind {
  one: 'engine' | 'worker'
  title: string
  anchor: string
  what: string
  tokenIs: string
  useList: (refetchInterval: number | false) => ReturnType<typeof useEngines>
  add: (body: Schemas['Registration']) => Promise<unknown>
  /** Its tag, which a change must name. */
  tag: (name: string) => Promise<string>
  change: (name: string, tag: string, body: Schemas['RegistrationPatch']) => Promise<unknown>
  remove: (name: string) => Promise<unknown>
  probe: (name: string) => Promise<Schemas['ProbeResult'] | undefined>
}

const useEngines = (refetchInterval: number | false) => api.useQuery('get', '/api/v1/engines', {}, { refetchInterval })
const useWorkers = (refetchInterval: number | false) => api.useQuery('get', '/api/v1/workers', {}, { refetchInterval })
const named = (name: string) => ({ path: { name } })
const matching = (name: string, tag: string) => ({ path: { name }, header: { 'If-Match': tag } })

export const ENGINES: Kind = {
  one: 'engine',
  title: 'Engines',
  anchor: 'engines',
  what: 'Registered vLLM servers. A spec names one in execution.engine; without a name, the control plane starts its own.',
  tokenIs: "vLLM's --api-key",
  useList: useEngines,
  add: (body) => client.POST('/api/v1/engines', { body }),
  tag: async (name) => (await client.GET('/api/v1/engines/{name}', { params: named(name) })).response.headers.get('ETag') ?? '',
  change: (name, tag, body) => client.PATCH('/api/v1/engines/{name}', { params: matching(name, tag), body }),
  remove: (name) => client.DELETE('/api/v1/engines/{name}', { params: named(name) }),
  probe: async (name) => (await client.POST('/api/v1/engines/{name}:probe', { params: named(name) })).data,
}

export const WORKERS: Kind = {
  one: 'worker',
  title: 'Workers',
  anchor: 'workers',
  what: 'Registered servers of cairn_workers, each a trainer and a grader. A spec names one in execution.worker; without a name, the control plane starts its own.',
  tokenIs: "the worker's CAIRN_WORKER_TOKEN",
  useList: useWorkers,
  add: (body) => client.POST('/api/v1/workers', { body }),
  tag: async (name) => (await client.GET('/api/v1/workers/{name}', { params: named(name) })).response.headers.get('ETag') ?? '',
  change: (name, tag, body) => client.PATCH('/api/v1/workers/{name}', { params: matching(name, tag), body }),
  remove: (name) => client.DELETE('/api/v1/workers/{name}', { params: named(name) }),
  probe: async (name) => (await client.POST('/api/v1/workers/{name}:probe', { params: named(name) })).data,
}
