package dev.cairn.runs.programs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.cairn.spec.RunKind;
import dev.cairn.spec.RunSpec;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The registry of kinds of run. */
final class RunProgramsTest {
    @ParameterizedTest
    @EnumSource(RunKind.class)
    void everyKindHasTheProgramOfThePlanThatIsStoredUnderItsWord(RunKind kind) {
        Map<String, Class<?>> plans = Arrays.stream(
                        RunSpec.class.getAnnotation(JsonSubTypes.class).value())
                .collect(Collectors.toMap(JsonSubTypes.Type::name, JsonSubTypes.Type::value));
        assertThat(RunPrograms.of(kind).plan()).isEqualTo(plans.get(kind.wireName()));
    }

    @ParameterizedTest
    @EnumSource(RunKind.class)
    void everyKindIsExplainedInShortLines(RunKind kind) {
        assertThat(RunPrograms.of(kind).explanation(null))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).isNotBlank().hasSizeLessThanOrEqualTo(90));
    }
}
