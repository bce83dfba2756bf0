package dev.cairn.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.InvalidInputException;
import dev.cairn.experiments.Experiment;
import dev.cairn.lists.ExperimentFacets.ExperimentCounts;
import dev.cairn.lists.ExperimentFacets.FacetCount;
import dev.cairn.lists.ExperimentFacets.FacetTag;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counts over all experiments that a filter finds. */
class ExperimentFacetsTest {
    private final ListFixture fixture = new ListFixture();
    private final ExperimentFacets facets = fixture.experiments.get(ExperimentFacets.class);

    @BeforeEach
    void threeExperimentsAndAnArchivedOne() {
        Experiment failed = fixture.submitted("failed", Map.of());
        fixture.database.execute(
                "update run set state = 'failed', reason = 'x', failure = 'infrastructure', ended_at = now() where experiment_id = "
                        + failed.id());
        fixture.tag(failed, "team", "x");
        fixture.tag(fixture.submitted("second", Map.of()), "team", "x");
        fixture.tag(fixture.submitted("third", Map.of()), "team", "y");
        Experiment archived = fixture.submitted("archived", Map.of());
        fixture.tag(archived, "team", "z");
        fixture.database.execute("update experiment set archived_at = now() where id = " + archived.id());
    }

    @Test
    void everythingThatIsNotArchivedIsCounted() {
        ExperimentCounts counts = facets.of(null);
        assertThat(counts.total()).isEqualTo(3);
        assertThat(counts.archived()).isEqualTo(1);
        assertThat(counts.states()).containsExactly(new FacetCount("queued", 2), new FacetCount("failed", 1));
        assertThat(counts.presets()).containsExactly(new FacetCount("chains", 3));
        assertThat(counts.owners()).extracting(FacetCount::count).containsExactly(3L);
        assertThat(counts.tags()).containsExactly(new FacetTag("team", "x", 2), new FacetTag("team", "y", 1));
    }

    @Test
    void aFilterNarrowsAllCounts() {
        ExperimentCounts counts = facets.of("tags.team == \"x\" && state == \"failed\"");
        assertThat(counts.total()).isEqualTo(1);
        assertThat(counts.states()).containsExactly(new FacetCount("failed", 1));
        assertThat(counts.tags()).containsExactly(new FacetTag("team", "x", 1));
        assertThat(facets.of("archived").tags()).containsExactly(new FacetTag("team", "z", 1));
        assertThat(facets.of("metrics[\"student/loss\"] > 1").total()).isZero();
        assertThatThrownBy(() -> facets.of("statex == 1")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void theNamesThatAFilterMayUseAreListed() {
        fixture.database.execute("insert into experiment_metric select id, m, 1, now() from experiment,"
                + " unnest(array['student/loss', 'outer/x', 'teacher/kl']) m");
        ListedFields.ListedNames names =
                fixture.experiments.get(ListedFields.class).ofExperiments();
        assertThat(names.metrics()).containsExactly("outer/x", "student/loss", "teacher/kl");
        assertThat(names.fields())
                .extracting(ListedFields.ListedField::name)
                .containsAll(ExperimentFields.ALL.names())
                .contains("archived", "spec.soar.outer.tau");
        for (ListedFields.ListedField field : names.fields()) {
            assertThat(fixture.foundExperiments(field.name() + " == null || true"))
                    .as(field.name())
                    .hasSize(field.name().equals("archived") ? 4 : 3);
        }
    }
}
