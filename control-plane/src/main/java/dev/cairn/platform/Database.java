package dev.cairn.platform;

/**
 * Where the database is and the two roles that use it.
 *
 * @param jdbcUrl without credentials
 * @param ownerUser owns the schema and runs the migrations
 * @param appUser reads and writes rows; the same as the owner for an external database
 */
public record Database(String jdbcUrl, String ownerUser, String ownerPassword, String appUser, String appPassword) {
    /** A database somebody else runs, with one user for everything. */
    public static Database external(String jdbcUrl, String user, String password) {
        return new Database(jdbcUrl, user, password, user, password);
    }

    /** Without the passwords: it ends in logs. */
    @Override
    public String toString() {
        return "%s (owner %s, application %s)".formatted(jdbcUrl, ownerUser, appUser);
    }
}
