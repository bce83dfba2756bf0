package dev.cairn.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.InvalidInputException;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Page;
import dev.cairn.experiments.Run;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    private static final int EXPERIMENTS = 7;

    private final ListFixture fixture = new ListFixture();

    @BeforeEach
    void experiments() {
        for (int i = 0; i < EXPERIMENTS; i++) {
            Experiment experiment = fixture.submitted("e" + i % 3, Map.of("soar.outer.steps", 10 + i % 2));
            if (i % 2 == 0) {
                fixture.tag(experiment, "team", "t" + i % 4);
                fixture.summary(fixture.experiments.run(experiment, "soar"), i % 4 / 10.0, i);
                fixture.state(fixture.experiments.run(experiment, "screen"), "cancelled");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "-id",
                "name",
                "-name,createdAt",
                "state,-name",
                "lastMeanReward,-promotions",
                "-lastMeanReward",
                "-endedAt,reason",
                "tags.team,-spec.soar.outer.steps",
                "-tags.team,spec.hardOnly.enabled,-experimentName"
            })
    void pagesOfAnyOrderHaveEveryRunOnceAsOneLongPageHas(String sort) {
        List<Run> whole =
                fixture.runs.page(new ListQuery(null, sort, 200, null)).items();
        assertThat(whole).hasSize(EXPERIMENTS * 6);
        for (int size : new int[] {1, 4, 41}) {
            assertThat(ListFixture.all(cursor -> fixture.runs.page(new ListQuery(null, sort, size, cursor))))
                    .extracting(Run::id)
                    .containsExactlyElementsOf(whole.stream().map(Run::id).toList());
        }
    }

    @Test
    void rowsWithoutAValueComeLastInBothDirections() {
        for (String sort : List.of("lastMeanReward", "-lastMeanReward")) {
            List<Run> runs = fixture.runs
                    .page(new ListQuery("kind == \"soar\"", sort, 200, null))
                    .items();
            assertThat(runs.getLast().lastMeanReward()).isNull();
            assertThat(runs.getFirst().lastMeanReward()).isNotNull();
        }
    }

    @Test
    void whatComesAndGoesBetweenPagesMovesNothing() {
        ListQuery first = new ListQuery("kind == \"screen\"", "-createdAt", 3, null);
        Page<Run> page = fixture.runs.page(first);
        fixture.submitted("late", Map.of());
        Page<Run> second = fixture.runs.page(new ListQuery("kind == \"screen\"", "-createdAt", 200, page.next()));
        assertThat(second.items()).hasSize(EXPERIMENTS - 3);
        assertThat(second.items()).doesNotContainAnyElementsOf(page.items());
        assertThat(second.next()).isNull();
    }

    @Test
    void aCursorIsRefusedByEveryOtherQuery() {
        String cursor =
                fixture.runs.page(new ListQuery("id > 0", "name", 2, null)).next();
        for (ListQuery other : List.of(
                new ListQuery("id > 1", "name", 2, cursor),
                new ListQuery("id > 0", "-name", 2, cursor),
                new ListQuery(null, null, 2, cursor))) {
            assertThatThrownBy(() -> fixture.runs.page(other))
                    .hasMessageContaining("belongs to another list, filter or sort");
        }
        assertThatThrownBy(() -> fixture.lists.page(new ListQuery("id > 0", "name", 2, cursor)))
                .hasMessageContaining("belongs to another list");
        assertThat(fixture.runs.page(new ListQuery("id > 0", "name", 5, cursor)).items())
                .hasSize(5);
    }

    @Test
    void aCursorThatSomebodyMadeUpIsNoCursor() {
        String cursor =
                fixture.runs.page(new ListQuery(null, "createdAt", 2, null)).next();
        String decoded = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        String digest = decoded.substring(0, decoded.indexOf('\0'));
        for (String forged : List.of(
                "x",
                "!",
                "AAAA",
                forged(digest),
                forged(digest + "\0a\0b"),
                forged(digest + "\0a"),
                forged(digest + "\0" + "999999-01-01\0" + "99999999999999999999999"),
                forged(digest + "\0a\0b\0c"))) {
            assertThatThrownBy(() -> fixture.runs.page(new ListQuery(null, "createdAt", 2, forged)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("cursor");
        }
    }

    @Test
    void aSortThatCanNotBeSaysWhy() {
        for (String sort : List.of("nam", "name,,id", "-", "spec.soar.outer", "id,id,id,id,id,id")) {
            assertThatThrownBy(() -> fixture.runs.page(new ListQuery(null, sort, 2, null)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("sort:");
        }
    }

    private static String forged(String text) {
        return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
