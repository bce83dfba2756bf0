package dev.cairn.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterCompilerTest {
    private static Condition compiled(String filter) {
        return FilterCompiler.compile(filter, RunFields.ALL);
    }

    private static FieldError error(String filter) {
        try {
            compiled(filter);
        } catch (InvalidInputException e) {
            return e.errors().getFirst();
        }
        throw new AssertionError(filter + " was accepted");
    }

    @Test
    void valuesReachTheStatementAsParametersOnly() {
        Condition condition = compiled("name == \"x' or '1'='1\" && tags.team != \"a\\\"b\" && id in [1, 2]");
        assertThat(condition.sql())
                .isEqualTo("((r.name = ? and ((e.tags ->> 'team') is distinct from ?)) and r.id in (?, ?))");
        assertThat(condition.parameters()).containsExactly("x' or '1'='1", "a\"b", 1L, 2L);
    }

    @Test
    void aComparisonMayBeWrittenEitherWayRound() {
        assertThat(compiled("50 <= id")).isEqualTo(compiled("id >= 50"));
        assertThat(compiled("50 < id")).isEqualTo(compiled("id > 50"));
    }

    @Test
    void aTimeIsATextWithOrWithoutTheTimeOfDay() {
        assertThat(compiled("createdAt >= \"2026-01-31\"").parameters())
                .containsExactly(OffsetDateTime.parse("2026-01-31T00:00:00Z"));
        assertThat(compiled("createdAt >= \"2026-01-31T08:00:00+01:00\"").parameters())
                .containsExactly(OffsetDateTime.parse("2026-01-31T08:00:00+01:00"));
        assertThat(error("createdAt > \"yesterday\"").allowed()).contains("2026-01-31T08:00:00Z");
        assertThat(error("createdAt > \"+999999-01-31T08:00:00Z\"").allowed()).contains("2026-01-31T08:00:00Z");
    }

    @Test
    void partsOfTextsAreNoPatterns() {
        assertThat(compiled("name.contains(\"50%_\\\\\")").parameters()).containsExactly("%50\\%\\_\\\\%");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            stat == "failed"                    | at character 1: there is no field 'stat'            | state
            state = "failed"                    | at character 7: equality is written ==, not =       | CEL
            seed >                              | the filter ends too early                           | CEL
            seed > 1 & seed < 3                 | at character 10: & is written &&                    | CEL
            seed > 1)                           | at character 9: ) is not expected here              | CEL
            (seed > 1                           | at character 10: ')' is missing at the end          | CEL
            state == "failed                    | this string is not closed                           | CEL
            id > 1 && stat == "failed"          | at character 11: there is no field 'stat'           | state
            state == "faild"                    | at character 10: state can't be "faild"             | "failed"
            state < "failed"                    | at character 9: state can't be ordered              | ==, != and in
            spec.soar.outer.step >= 5           | at character 1: there is no field                   | spec.soar.outer.steps
            spec.soar.outer.steps >= "5"        | at character 26: spec.soar.outer.steps can't be     | a number
            id == state                         | at character 4: one side must be a value            | a field and a number
            id + 1 == 2                         | at character 4: a field is expected here            | id, name
            name                                | at character 1: name alone is not a condition       | name == a string
            name.matches("x")                   | at character 13: there is no function 'matches'     | .contains("x")
            id.contains("1")                    | at character 13: id is not a text field             | a number
            state in "queued"                   | at character 10: 'in' must be followed by a list    | as in
            id in [1, "2"]                      | at character 11: id can't be compared with this     | a number
            tags["a b"] == "x"                  | there is no field 'tags.a b'                        | tags.KEY
            tags[1] == "x"                      | at character 6: a key must be a string              | tags["team"]
            reason > null                       | at character 10: null can't be ordered              | == null
            state ==                            | at character 9:                                     | CEL, as in
            id ==                               | at character                                        | CEL, as in
            "x"                                 | this is not a condition                                 | &&, ||
            {"a": 1}                            | this is not a condition                                 | &&, ||
            state.exists(x, x == 1)             | there is no function 'exists'|
            """)
    void anErrorNamesThePlaceWhatIsWrongAndWhatIsAllowed(String filter, String message, String allowed) {
        FieldError error = error(filter);
        assertThat(error.field()).isEqualTo("filter");
        assertThat(error.message()).contains(message);
        if (allowed != null) {
            assertThat(error.allowed()).contains(allowed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1000, 1999})
    void whateverIsWrittenEndsInAConditionOrAnError(int size) {
        for (String part :
                new String[] {"(", "!", "-", "a.", "[", "id==1&&", "id==1||", "f(", "\"", "{", "\\", "😀", "x?"}) {
            String hostile = part.repeat(Math.max(1, size / part.length()));
            assertThatExceptionOfType(InvalidInputException.class).as(part).isThrownBy(() -> compiled(hostile + "a"));
        }
        assertThat(compiled("id==1||".repeat(size / 7) + "id==2").parameters()).hasSize(size / 7 + 1);
    }

    @Test
    void aFilterHasAnEnd() {
        assertThat(error("id == 1 || ".repeat(400) + "id == 1").allowed()).contains("at most 4000");
        assertThat(error("name == \"\0\"").message()).contains("NUL");
        assertThat(error("name == \"\\u0000\"").message()).contains("NUL");
    }
}
