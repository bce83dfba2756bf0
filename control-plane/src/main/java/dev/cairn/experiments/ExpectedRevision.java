package dev.cairn.experiments;

import java.util.Set;

/** What a change is allowed to replace. */
public sealed interface ExpectedRevision {
    boolean allows(Revision current);

    /** Whatever is there. */
    record Any() implements ExpectedRevision {
        @Override
        public boolean allows(Revision current) {
            return true;
        }
    }

    /** Only what the person saw. */
    record OneOf(Set<Revision> seen) implements ExpectedRevision {
        public OneOf {
            seen = Set.copyOf(seen);
        }

        @Override
        public boolean allows(Revision current) {
            return seen.contains(current);
        }
    }
}
