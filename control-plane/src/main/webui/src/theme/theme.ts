import { createTheme, type CSSVariablesResolver } from '@mantine/core'

/** The title of a dialog is no banner of the page, and the cross that closes it has a name. */
const DIALOG = { attributes: { header: { role: 'none' } }, closeButtonProps: { 'aria-label': 'Close' } }

/** Colours pass WCAG AA on both backgrounds; blue and orange stay apart for colour-blind readers. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  defaultRadius: 'md',
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace",
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.15rem' }, h3: { fontSize: '1rem' } } },
  cursorType: 'pointer',
  respectReducedMotion: true,
  // By name, so that a page without dialogs loads none.
  components: { Modal: { defaultProps: DIALOG }, Drawer: { defaultProps: DIALOG } },
})

/** Where Mantine's defaults are below the contrast of 4.5 on these surfaces. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#57606a',
    '--mantine-color-placeholder': '#69727d',
    '--mantine-color-anchor': 'var(--mantine-color-indigo-8)',
    '--mantine-color-error': '#c92a2a',
    '--mantine-color-red-outline': '#c92a2a',
    '--mantine-color-red-filled': '#c92a2a',
    '--mantine-color-red-filled-hover': '#b02525',
    '--mantine-color-red-light-color': '#b02525',
    '--mantine-color-yellow-light-color': '#7a4d00',
    '--mantine-color-orange-light-color': '#8f3d06',
    '--mantine-color-green-light-color': '#1d6630',
    '--mantine-color-teal-light-color': '#065f4b',
    '--cairn-raised': '#f4f6f9',
    '--cairn-line': '#d8dee6',
    '--cairn-promoted': '#fdf1e4',
    '--cairn-accent': '#a34a15',
  },
  dark: {
    '--mantine-color-dimmed': '#a5b0bd',
    '--mantine-color-placeholder': '#98a2ae',
    '--mantine-color-anchor': 'var(--mantine-color-indigo-3)',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--cairn-raised': '#20252d',
    '--cairn-line': '#3a424e',
    '--cairn-promoted': '#3a2a1d',
    '--cairn-accent': '#f0a06a',
  },
})
