package dev.cairn.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.NullArgument;
import org.jdbi.v3.core.argument.QualifiedArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.qualifier.QualifiedType;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Binds the types of nearly all parameters exactly as Jdbi does. Jdbi calls it first, so that statements do not search
 * Jdbi's own sixteen factories for these types.
 */
final class PlainArguments implements QualifiedArgumentFactory.Preparable {
    private final Map<Class<?>, Function<Object, Argument>> byType = new HashMap<>();

    PlainArguments() {
        add(String.class, String.class, Types.VARCHAR, PreparedStatement::setString);
        add(long.class, Long.class, Types.BIGINT, PreparedStatement::setLong);
        add(Long.class, Long.class, Types.BIGINT, PreparedStatement::setLong);
        add(int.class, Integer.class, Types.INTEGER, PreparedStatement::setInt);
        add(Integer.class, Integer.class, Types.INTEGER, PreparedStatement::setInt);
        add(double.class, Double.class, Types.DOUBLE, PreparedStatement::setDouble);
        add(Double.class, Double.class, Types.DOUBLE, PreparedStatement::setDouble);
        add(boolean.class, Boolean.class, Types.BOOLEAN, PreparedStatement::setBoolean);
        add(Boolean.class, Boolean.class, Types.BOOLEAN, PreparedStatement::setBoolean);
    }

    /** Sets a value in a statement. */
    @FunctionalInterface
    private interface Setter<T> {
        void set(PreparedStatement statement, int position, T value) throws SQLException;
    }

    /** A record, because Jdbi wraps arguments that have no {@code toString()}. */
    private record Plain<T>(T value, Setter<T> setter) implements Argument {
        @Override
        public void apply(int position, PreparedStatement statement, StatementContext context) throws SQLException {
            setter.set(statement, position, value);
        }
    }

    private <T> void add(Class<?> bound, Class<T> boxed, int sqlType, Setter<T> setter) {
        byType.put(bound, value -> value == null ? new NullArgument(sqlType) : new Plain<>(boxed.cast(value), setter));
    }

    @Override
    public Optional<Function<Object, Argument>> prepare(QualifiedType<?> type, ConfigRegistry config) {
        return type.getQualifiers().isEmpty() && type.getType() instanceof Class<?> plain
                ? Optional.ofNullable(byType.get(plain))
                : Optional.empty();
    }

    @Override
    public Optional<Argument> build(QualifiedType<?> type, Object value, ConfigRegistry config) {
        return prepare(type, config).map(plain -> plain.apply(value));
    }
}
