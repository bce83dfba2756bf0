package dev.cairn.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;

/** The rights of a token's holder. Each role includes the rights of the roles before it. */
public enum Role {
    /** May read. */
    VIEWER(Names.VIEWER),
    /** May submit and control experiments. */
    OPERATOR(Names.OPERATOR),
    /** May manage tokens, quotas and pools, and read the audit. */
    ADMIN(Names.ADMIN);

    /** The roles' names as constants, for annotations. */
    public static final class Names {
        public static final String VIEWER = "viewer";
        public static final String OPERATOR = "operator";
        public static final String ADMIN = "admin";

        private Names() {}
    }

    private final String wireName;

    Role(String word) {
        this.wireName = word;
    }

    /** The name as it is stored and shown. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** This role and all roles that it includes. */
    public List<Role> included() {
        return Arrays.stream(values()).filter(role -> role.compareTo(this) <= 0).toList();
    }

    static Role of(String word) {
        return Arrays.stream(values())
                .filter(role -> role.wireName.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is not a role"));
    }
}
