package dev.cairn.jdbc;

import java.util.List;
import org.jdbi.v3.core.argument.Arguments;
import org.jdbi.v3.core.config.Configurable;
import org.jdbi.v3.core.mapper.Mappers;
import org.jdbi.v3.core.qualifier.Qualifiers;
import org.jdbi.v3.core.result.ResultProducers;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.TemplateEngine;

/** Configures Jdbi. */
final class JdbiSettings {
    /** The types that single columns are read as. */
    private static final List<Class<?>> COLUMNS = List.of(String.class, Long.class, Integer.class, Boolean.class);

    private JdbiSettings() {}

    static <C extends Configurable<C>> C apply(C jdbi) {
        // Statements are plain SQL: "<" is an operator, not the start of a template's name.
        jdbi.getConfig(SqlStatements.class).setTemplateEngine(TemplateEngine.NOP);
        // Messages never quote arguments, since some are hashes of secrets.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        jdbi.getConfig(Arguments.class).register(new PlainArguments());
        findOnce(jdbi);
        return jdbi.registerArrayType(Long.class, "bigint").registerArrayType(String.class, "text");
    }

    /** Each statement works on a copy of this configuration; what it has to look for is lost with the copy. */
    private static void findOnce(Configurable<?> jdbi) {
        jdbi.getConfig(Qualifiers.class);
        jdbi.getConfig(ResultProducers.class);
        Mappers mappers = jdbi.getConfig(Mappers.class);
        COLUMNS.forEach(mappers::findFor);
    }
}
