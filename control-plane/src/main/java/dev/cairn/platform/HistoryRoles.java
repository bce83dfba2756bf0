package dev.cairn.platform;

/**
 * The roles through which history is read, and their database.
 *
 * @param jdbcUrl without credentials
 * @param user runs the queries of the REST door
 * @param adminUser makes and removes logins, and ends their statements
 */
public record HistoryRoles(String jdbcUrl, String user, String password, String adminUser, String adminPassword) {
    /** Without the passwords, since it may be logged. */
    @Override
    public String toString() {
        return "%s (reader %s, administrator %s)".formatted(jdbcUrl, user, adminUser);
    }
}
