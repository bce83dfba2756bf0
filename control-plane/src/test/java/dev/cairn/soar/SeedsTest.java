package dev.cairn.soar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedsTest {
    @Test
    void areTheTop62BitsOfSha256OverEightWords() {
        // python: int.from_bytes(sha256(struct.pack('>8q', 7, 3, 1, 2, 0, 5, 0, 0)).digest()[:8], 'big') >> 2
        assertThat(new Seeds(7).write(1, 2, 5)).isEqualTo(4512389842244404716L);
        // python: ... struct.pack('>8q', 7, 13, 0, 0, 2, 10, 5, 0), and with 0 in place of 2
        assertThat(new Seeds(7).evaluate(10, 2, 5)).isEqualTo(1946390851610179588L);
        assertThat(new Seeds(7).evaluate(10, 0, 5))
                .as("as before there were inference seeds")
                .isEqualTo(4544115771825903880L);
        // python: ... struct.pack('>8q', 7, 24, 3, 0, 0, 0, 5, 0)
        assertThat(new Seeds(7).candidate(3, 5)).isEqualTo(3720820272749288800L);
        // python: ... struct.pack('>8q', -1, 7, 3, 1, 0, 4, 6, 0)
        assertThat(new Seeds(-1).trial(3, 1, 0).sample(4, 6)).isEqualTo(480161375117238285L);
    }

    @Test
    void everyPurposeAndPlaceHasItsOwn() {
        List<Long> all = new ArrayList<>();
        for (long run : new long[] {1, 2}) {
            Seeds seeds = new Seeds(run);
            all.addAll(List.of(seeds.teacherAdapter(), seeds.studentAdapter(), seeds.split()));
            for (int a = 0; a < 4; a++) {
                all.addAll(List.of(
                        seeds.screen(a), seeds.rewardQuestions(a), seeds.train().order(a)));
                for (int b = 0; b < 4; b++) {
                    all.addAll(List.of(seeds.baseline(a, b), seeds.train().sample(a, b), seeds.candidate(a, b)));
                    for (int c = 0; c < 4; c++) {
                        all.add(seeds.write(a, b, c));
                        all.add(seeds.sampleAnswer(a, b, c));
                        all.add(seeds.evaluate(a, b, c));
                        all.add(seeds.alignment(a, b, c));
                        for (int d = 0; d < 4; d++) {
                            all.add(seeds.trialScore(a, b, c, d));
                            all.add(seeds.writeAnswer(a, b, c, d));
                            all.add(seeds.trial(a, b, c).order(d));
                            for (int e = 0; e < 4; e++) {
                                all.add(seeds.trial(a, b, c).sample(d, e));
                            }
                        }
                    }
                }
            }
        }
        assertThat(all).doesNotHaveDuplicates().allMatch(seed -> seed >= 0 && seed < 1L << 62);
    }
}
