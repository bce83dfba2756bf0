package dev.cairn.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;

/** What a token's holder may do; each role may also do what those before it may. */
public enum Role {
    /** Reads. */
    VIEWER(Names.VIEWER),
    /** Submits and steers experiments. */
    OPERATOR(Names.OPERATOR),
    /** Decides about tokens, quotas and pools, and reads the audit. */
    ADMIN(Names.ADMIN);

    /** The roles' words as constants, for annotations. */
    public static final class Names {
        public static final String VIEWER = "viewer";
        public static final String OPERATOR = "operator";
        public static final String ADMIN = "admin";

        private Names() {}
    }

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** As it is stored and shown. */
    @JsonValue
    public String word() {
        return word;
    }

    /** This role and all that it includes. */
    public List<Role> included() {
        return Arrays.stream(values()).filter(role -> role.compareTo(this) <= 0).toList();
    }

    static Role of(String word) {
        return Arrays.stream(values())
                .filter(role -> role.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is not a role"));
    }
}
