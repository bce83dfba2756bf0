package dev.cairn.problems;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The problem sets that come with Cairn. Their answers are strings of digits, so {@code 0} is not {@code 00}. */
enum BuiltInSet {
    /** The pool from which screening takes the hard set. */
    CHAINS("chains", "pool.jsonl"),
    /** Shorter chains, which the base model often solves. */
    CHAINS_EASY("chains-easy", "easy.jsonl");

    private final String setName;
    private final String file;

    BuiltInSet(String setName, String file) {
        this.setName = setName;
        this.file = file;
    }

    String setName() {
        return setName;
    }

    /** Its file, in the Python package {@code cairn_chains}. */
    String file() {
        return file;
    }

    static Optional<BuiltInSet> named(String name) {
        return Arrays.stream(values()).filter(set -> set.setName.equals(name)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(BuiltInSet::setName).toList();
    }
}
