package dev.cairn.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Further figures in the reply to a step. */
final class SteppedTest {
    @Test
    void aWorkerMayReportFurtherFiguresByName() throws JsonProcessingException {
        assertThat(read(", \"metrics\": {\"adapter_norm\": 1.5, \"share.masked\": 0}")
                        .metrics())
                .isEqualTo(Map.of("adapter_norm", 1.5, "share.masked", 0.0));
        assertThat(read("").metrics()).isEmpty();
    }

    @Test
    void aNameThatCannotBeASeriesIsRefusedWithWhatIsAllowed() {
        assertThatThrownBy(() -> read(", \"metrics\": {\"Norm of A\": 1}"))
                .hasMessageContaining("'Norm of A' is not a valid name (allowed: ");
        assertThatThrownBy(() -> read(", \"metrics\": {\"loss\": 1}"))
                .hasMessageContaining("'loss' is the name of a figure that every step has");
        assertThatThrownBy(() -> read(", \"metrics\": {\"norm\": null}"))
                .hasMessageContaining("'norm' is null (allowed: a finite number)");
    }

    private static Replies.Stepped read(String more) throws JsonProcessingException {
        return WorkerJson.MAPPER.readValue("""
                {"loss": 0.5, "kl": null, "entropy": 1, "gradient_norm": 2, "clipped": false, "skipped": false,
                "mismatch_mean": 0, "mismatch_max": 0, "tokens": 3, "seconds": 0.1%s}""".formatted(more), Replies.Stepped.class);
    }
}
