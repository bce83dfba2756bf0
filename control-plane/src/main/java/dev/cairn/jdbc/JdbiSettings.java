package dev.cairn.jdbc;

import org.jdbi.v3.core.config.Configurable;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.TemplateEngine;

/** Configures Jdbi. */
final class JdbiSettings {
    private JdbiSettings() {}

    static <C extends Configurable<C>> C applied(C jdbi) {
        // Statements are plain SQL: "<" is an operator, not the start of a template's name.
        jdbi.getConfig(SqlStatements.class).setTemplateEngine(TemplateEngine.NOP);
        // Messages never quote arguments, since some are hashes of secrets.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi.registerArrayType(Long.class, "bigint").registerArrayType(String.class, "text");
    }
}
