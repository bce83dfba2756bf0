package dev.cairn.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every function of the catalogue, called by a reader of history: it runs if it is on the list, and only then. */
final class AllowedFunctionsTest {
    private static final String DENIED = "42501";

    private static Set<String> listed() throws IOException {
        try (InputStream file = Objects.requireNonNull(
                AllowedFunctionsTest.class.getResourceAsStream("/dev/cairn/platform/history-roles.sql"))) {
            String sql = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return new TreeSet<>(List.of(sql.split("\\$names\\$", -1)[1].strip().split("\\s+")));
        }
    }

    /** A function, and the call of it with a null for every argument. */
    private record Function(String name, String signature, boolean allowed, String call) {}

    private static List<Function> all(Statement statement) throws SQLException {
        List<Function> found = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("""
                select p.proname, p.oid::regprocedure::text,
                    has_function_privilege(p.oid, 'execute') and has_schema_privilege(p.pronamespace, 'usage'),
                    -- Not as constants: a strict function of a null constant is never called. OFFSET keeps them apart.
                    format('select %s.%I(%s) from (select %s offset 0) s', p.pronamespace::regnamespace, p.proname,
                        arguments.names, arguments.nulls)
                from pg_proc p
                cross join lateral (
                    select coalesce(string_agg('a' || a.n, ', ' order by a.n), '') as names,
                        coalesce(string_agg('null::'
                            || case t.typname when 'anyelement' then 'text' when 'any' then 'text'
                                when 'anycompatible' then 'text' when 'anyarray' then 'text[]'
                                when 'anycompatiblearray' then 'text[]' when 'anynonarray' then 'text'
                                when 'anycompatiblenonarray' then 'text' when 'anyrange' then 'int4range'
                                when 'anycompatiblerange' then 'int4range' when 'anymultirange' then 'int4multirange'
                                when 'anycompatiblemultirange' then 'int4multirange'
                                else format_type(t.oid, null) end || ' as a' || a.n, ', ' order by a.n), '1') as nulls
                    from unnest(p.proargtypes::oid[]) with ordinality a (type, n) join pg_type t on t.oid = a.type
                ) arguments
                where p.prokind = 'f' and p.pronamespace = 'pg_catalog'::regnamespace
                order by 2""")) {
            while (row.next()) {
                found.add(new Function(row.getString(1), row.getString(2), row.getBoolean(3), row.getString(4)));
            }
        }
        return found;
    }

    @Test
    void readersCallWhatIsListedAndNothingElse() throws Exception {
        TestDatabase database = TestDatabase.empty();
        Set<String> listed = listed();
        try (Connection connection = database.historyReader().getConnection();
                Statement statement = connection.createStatement()) {
            List<Function> functions = all(statement);
            assertThat(functions).hasSizeGreaterThan(2500);
            statement.execute("set statement_timeout = '5s'");
            List<String> wrong = new ArrayList<>();
            for (Function function : functions) {
                boolean expected = listed.contains(function.name());
                if (function.allowed() != expected) {
                    wrong.add(function.signature() + " has other rights than the list says");
                }
                @Nullable String state = outcome(statement, function.call());
                if (!expected && state == null) {
                    wrong.add(function.signature() + " is not on the list and was carried out");
                }
                if (expected && (DENIED.equals(state) || "57014".equals(state))) {
                    wrong.add(function.signature() + " is on the list and ended with " + state);
                }
            }
            assertThat(wrong).isEmpty();
        }
    }

    @Test
    void everyOtherRoleKeepsAllFunctions() {
        assertThat(TestDatabase.empty().query("""
                select count(*) from pg_proc p where p.pronamespace = 'pg_catalog'::regnamespace
                    and not has_function_privilege('cairn_app', p.oid, 'execute')""")).containsExactly("0");
    }

    @Test
    void nothingOutsideTheCatalogueIsOpenButTheRowRule() {
        assertThat(TestDatabase.empty().query("""
                select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where n.nspname not in ('pg_catalog', 'information_schema')
                    and has_schema_privilege('cairn_history', n.oid, 'usage')
                    and has_function_privilege('cairn_history', p.oid, 'execute') order by 1"""))
                .containsExactly("history_access.sees_all()", "history_access.viewer()");
    }

    private static @Nullable String outcome(Statement statement, String call) {
        try {
            statement.execute(call);
            return null;
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }
}
