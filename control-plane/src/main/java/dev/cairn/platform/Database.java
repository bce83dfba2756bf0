package dev.cairn.platform;

/**
 * The database's address and the two roles that use it.
 *
 * @param jdbcUrl without credentials
 * @param ownerUser owns the schema and runs the migrations
 * @param appUser reads and writes rows; the same as the owner for an external database
 */
public record Database(String jdbcUrl, String ownerUser, String ownerPassword, String appUser, String appPassword) {
    /**
     * Limits of the application's connections. A control plane that hangs in a transaction must not keep its locks, or
     * no other could take over its runs. A call must not wait forever for a lock, an answer, or a dead server.
     */
    private static final String LIMITS = "options=-c%20idle_in_transaction_session_timeout=10s%20-c%20lock_timeout=15s"
            + "%20-c%20statement_timeout=60s&socketTimeout=90&connectTimeout=10&tcpKeepAlive=true";

    /** A database that Cairn does not run, with one user for everything. */
    public static Database external(String jdbcUrl, String user, String password) {
        return new Database(jdbcUrl, user, password, user, password);
    }

    /** The URL for the application, with the limits of its connections. */
    public String applicationUrl() {
        return jdbcUrl + (jdbcUrl.contains("?") ? "&" : "?") + LIMITS;
    }

    /** Without the passwords, since it may be logged. */
    @Override
    public String toString() {
        return "%s (owner %s, application %s)".formatted(jdbcUrl, ownerUser, appUser);
    }
}
