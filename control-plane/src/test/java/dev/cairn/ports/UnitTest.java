package dev.cairn.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Units and their stored texts. */
final class UnitTest {
    @Test
    void storedTextsStayAsTheyAre() {
        Map<String, Unit<?>> stored = Map.ofEntries(
                Map.entry("init", Unit.init()),
                Map.entry("t/0/write", Unit.write(0)),
                Map.entry("t/12/baseline", Unit.baseline(12)),
                Map.entry("t/3/trial/1/0", Unit.trial(3, 1, 0)),
                Map.entry("t/3/learnability/1", Unit.learnability(3, 1)),
                Map.entry("t/3/alignment", Unit.alignment(3)),
                Map.entry("t/3/promote", Unit.promote(3)),
                Map.entry("t/3/teach", Unit.teach(3)),
                Map.entry("screen/5", Unit.screen(5)),
                Map.entry("split", Unit.split()),
                Map.entry("sample/4", Unit.sample(4)),
                Map.entry("segment/2", Unit.segment(2)),
                Map.entry("candidate/3", Unit.candidate(3)),
                Map.entry("choose", Unit.choose()),
                Map.entry("evaluate/7", Unit.evaluate(7)),
                Map.entry("total", Unit.total()));
        assertThat(stored.values().stream().<Unit.Kind<?>>map(Unit::kind)).hasSameElementsAs(Unit.KINDS);
        stored.forEach((text, unit) -> {
            assertThat(unit.text()).isEqualTo(text);
            assertThat(Unit.parse(text)).contains(unit);
        });
    }

    @Test
    void everyKindReadsWhatItWrites() {
        for (Unit.Kind<?> kind : Unit.KINDS) {
            int numbers = IntStream.rangeClosed(0, 3)
                    .filter(count -> accepts(kind, count))
                    .findFirst()
                    .orElseThrow();
            Unit<?> unit = new Unit<>(
                    kind, IntStream.range(0, numbers).mapToObj(i -> 10 + i).toList());
            assertThat(Unit.parse(unit.text())).contains(unit);
        }
        assertThat(Unit.KINDS).extracting(Unit.Kind::name).doesNotHaveDuplicates();
    }

    @Test
    void otherTextsAreNoUnits() {
        for (String text : List.of(
                "",
                "connect",
                "pause",
                "t",
                "t/",
                "t/1",
                "t/x/write",
                "t/1/write/2",
                "t/1/trial/0",
                "t/-1/write",
                "t/01/write",
                "t/1/init",
                "screen",
                "screen/",
                "screen/+1",
                "screen/1/2",
                "write/1",
                "init/0",
                "screen/99999999999")) {
            assertThat(Unit.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void onlyUnitsOfTheOuterLoopHaveAnOuterStep() {
        assertThat(Unit.trial(4, 1, 2).outerStep()).isEqualTo(4);
        assertThatThrownBy(() -> Unit.segment(4).outerStep()).hasMessage("unit segment/4 belongs to no outer step");
    }

    @Test
    void aUnitNeedsTheNumbersOfItsPlace() {
        assertThat(accepts(Unit.TRIAL, 2)).isFalse();
        assertThatThrownBy(() -> Unit.screen(-1)).hasMessage("unit screen at [-1]; needs 1 numbers, none negative");
    }

    private static boolean accepts(Unit.Kind<?> kind, int numbers) {
        try {
            return new Unit<>(kind, IntStream.range(0, numbers).boxed().toList())
                            .at()
                            .size()
                    == numbers;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
