package dev.cairn.history;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** The doors of SQL over history: how they reach the database, and the limits of queries. */
@ConfigMapping(prefix = "cairn.history")
public interface HistoryConfig {
    /** The database as JDBC has it, without credentials. */
    Optional<String> url();

    /** A replica that runs the queries in place of the database itself. */
    Optional<String> replicaUrl();

    /** The role that runs the queries. */
    @WithDefault("cairn_history_rest")
    String user();

    /** Its password; without one the REST door is closed. */
    Optional<String> password();

    /** The role that makes logins for psql. */
    @WithDefault("cairn_history_admin")
    String adminUser();

    /** Its password; without one no logins can be made. */
    Optional<String> adminPassword();

    /**
     * The priority of queries' processes, from 0 to 19 (only what others leave), if the database is the local server.
     * Set at start, since only the local server's processes are known to be on this machine.
     */
    OptionalInt nice();

    /** Queries that run at a time. */
    @WithDefault("2")
    int running();

    /** Queries that wait in line; more are refused. */
    @WithDefault("16")
    int waiting();

    /** How long a query may take, from its start to its last row. */
    @WithDefault("60s")
    Duration timeLimit();

    /** Rows of one answer at most. */
    @WithDefault("1000000")
    int rowLimit();

    /** Bytes of one answer at most. */
    @WithDefault("256M")
    MemorySize byteLimit();

    /** How long a statement of a login for psql may take. */
    @WithDefault("5m")
    Duration loginTimeLimit();

    /** How long a login for psql may leave its transaction idle. */
    @WithDefault("60s")
    Duration loginIdleLimit();

    /** How long queries stay on record. */
    @WithDefault("30d")
    Duration recordsKept();
}
