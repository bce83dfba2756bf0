/** For inputs that say themselves what describes them; Mantine's own attributes would name only what is inside its wrapper. */
export const ownAria = { withAria: false }
