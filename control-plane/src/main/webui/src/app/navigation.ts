import {
  IconActivityHeartbeat,
  IconAdjustments,
  IconBinaryTree2,
  IconBook2,
  IconChartLine,
  IconDatabase,
  IconFlask,
  IconKey,
  IconListCheck,
  IconListSearch,
  IconPlus,
  IconServer2,
  IconStack2,
  IconTable,
  type Icon,
} from '@tabler/icons-react'
import type { RoleName } from '../ui/useRole'

export interface Destination {
  label: string
  to: string
  icon: Icon
  /** The role without which the page is of no use. */
  role?: RoleName
  /** It only shows something, so that a read-only token of that role is enough. */
  reads?: boolean
  /** More words under which the command palette finds it. */
  keywords?: string
}

/** The pages of the navigation, in groups. */
export const NAVIGATION: [group: string, Destination[]][] = [
  [
    'Research',
    [
      { label: 'Overview', to: '/', icon: IconActivityHeartbeat, keywords: 'health home start' },
      { label: 'Experiments', to: '/experiments', icon: IconFlask, keywords: 'list runs filter' },
      { label: 'New experiment', to: '/experiments/new', icon: IconPlus, role: 'operator', keywords: 'submit preset start launch' },
      { label: 'Studies', to: '/studies', icon: IconTable, keywords: 'tables variants seeds methods paper' },
      { label: 'Compare', to: '/compare', icon: IconChartLine, keywords: 'curves seeds runs' },
      { label: 'Rollouts', to: '/rollouts', icon: IconListSearch, keywords: 'completions answers text verdict' },
      { label: 'Policies', to: '/policies', icon: IconBinaryTree2, keywords: 'adapters lineage promotion download' },
      { label: 'Problem sets', to: '/problem-sets', icon: IconListCheck, keywords: 'upload screening grader' },
      { label: 'SQL', to: '/sql', icon: IconDatabase, keywords: 'history query' },
    ],
  ],
  [
    'Operations',
    [
      { label: 'Queue', to: '/queue', icon: IconStack2, keywords: 'pools quotas priority drain pause waiting' },
      { label: 'Engines and workers', to: '/services', icon: IconServer2, keywords: 'vllm trainer fleet probe' },
      { label: 'Audit', to: '/audit', icon: IconBook2, role: 'admin', reads: true, keywords: 'who changed' },
      { label: 'Access', to: '/access', icon: IconKey, keywords: 'tokens sessions sign-in links sql logins' },
      { label: 'Settings', to: '/settings', icon: IconAdjustments, keywords: 'theme time zone glossary' },
    ],
  ],
]
