package dev.cairn.history;

/** A person who reads history. */
public record Viewer(String name, Sight sight) {
    /** Which experiments a person may read. */
    public enum Sight {
        /** Their own, and those that are shared. */
        OWN_AND_SHARED,
        ALL
    }
}
