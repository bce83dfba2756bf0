package dev.cairn.experiments;

import java.util.Set;

/** The revisions that a change may replace. */
public sealed interface ExpectedRevision {
    boolean allows(Revision current);

    /** Any revision. */
    record Any() implements ExpectedRevision {
        @Override
        public boolean allows(Revision current) {
            return true;
        }
    }

    /** Only revisions that the client has seen. */
    record OneOf(Set<Revision> seen) implements ExpectedRevision {
        public OneOf {
            seen = Set.copyOf(seen);
        }

        @Override
        public boolean allows(Revision current) {
            return seen.contains(current);
        }
    }

    /** The revision of a resource, which changes whenever the resource does. */
    public record Revision(String text) {}
}
