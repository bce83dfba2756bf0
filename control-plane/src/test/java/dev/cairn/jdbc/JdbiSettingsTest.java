package dev.cairn.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.TestDatabase;
import java.lang.reflect.Type;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Arguments;
import org.jdbi.v3.core.mapper.ColumnMappers;
import org.jdbi.v3.core.qualifier.QualifiedType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbiSettingsTest {
    private final TestDatabase database = TestDatabase.empty();
    private final Jdbi plain = Jdbi.create(database.application());
    private final Jdbi jdbi = JdbiSettings.apply(Jdbi.create(database.application()));

    @ParameterizedTest
    @ValueSource(
            classes = {
                String.class,
                long.class,
                Long.class,
                int.class,
                Integer.class,
                double.class,
                Double.class,
                boolean.class,
                Boolean.class
            })
    void plainTypesAreBoundAsJdbiBindsThem(Class<?> type) {
        for (@Nullable Object value : new @Nullable Object[] {value(type), null}) {
            assertThat(bound(jdbi, type, value)).isEqualTo(bound(plain, type, value));
        }
        assertThat(jdbi.getConfig(Arguments.class)
                        .getFactories()
                        .getFirst()
                        .build(QualifiedType.of((Type) type), value(type), jdbi.getConfig()))
                .isPresent();
    }

    @Test
    void statementsShareTheMappersOfSingleColumns() {
        for (Class<?> type : List.of(String.class, Long.class, Integer.class, Boolean.class)) {
            assertThat(mapperOfAStatement(type)).isSameAs(mapperOfAStatement(type));
        }
    }

    private Object mapperOfAStatement(Class<?> type) {
        return jdbi.getConfig()
                .createCopy()
                .get(ColumnMappers.class)
                .findFor(QualifiedType.of((Type) type))
                .orElseThrow();
    }

    /** The type and the value that arrive in the database. */
    private static String bound(Jdbi jdbi, Class<?> type, @Nullable Object value) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select pg_typeof(:value) || ' ' || coalesce(:value::text, 'null')")
                        .bindByType("value", value, type)
                        .mapTo(String.class)
                        .one());
    }

    private static Object value(Class<?> type) {
        return switch (type.getSimpleName().toLowerCase(java.util.Locale.ROOT)) {
            case "string" -> "a 'text' < :value";
            case "long" -> Long.MIN_VALUE;
            case "int", "integer" -> 7;
            case "double" -> 0.1;
            case "boolean" -> true;
            default -> throw new IllegalArgumentException(type.getName());
        };
    }
}
