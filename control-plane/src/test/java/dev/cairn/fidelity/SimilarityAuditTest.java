package dev.cairn.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.soar.formula.RougeL;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarityAuditTest {
    private static final String ONE = "8*0-2-9-7+2";
    private static final String OTHER = "4*8-2-9-7";

    /** Two questions of a run: 7 of 11 and of 9 symbols are common, so F1 is 14/20. */
    @Test
    void whatIsJustAsSimilarAsAllowedIsNotMore() {
        assertThat(SelfSampleAudit.rougeL(List.of(ONE.split("")), List.of(OTHER.split(""))))
                .isEqualTo(RougeL.ofSymbols(ONE).with(RougeL.ofSymbols(OTHER)))
                .isEqualTo(0.7);
    }
}
