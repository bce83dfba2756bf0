package dev.cairn.problems;

import java.util.List;

/** No problem set has this name. */
public final class UnknownProblemSetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final List<String> known;

    UnknownProblemSetException(String name, List<String> known) {
        super("there is no problem set \"" + name + "\"");
        this.name = name;
        this.known = List.copyOf(known);
    }

    public String name() {
        return name;
    }

    /** Names of the newest problem sets. */
    public List<String> known() {
        return known;
    }
}
