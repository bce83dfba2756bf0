package dev.cairn.bridge;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A pair of answers built from the real problem files, with Math-Verify's own verdict from a plain Python process.
 *
 * @param kind how the answer was made: {@code spelling}, {@code near}, {@code wrong} or {@code broken}
 * @param reference content of the reference's box
 * @param answer content of the student's box; never equal to the reference
 * @param closed whether the answer's box is closed; otherwise there is no box to grade
 * @param equal {@code verify(parse(reference), parse(answer))}, both as boxed strings
 * @param limited whether one of Math-Verify's own time limits ended something
 * @param seconds of CPU that it took there
 */
record JudgedPair(
        String kind, String reference, String answer, boolean closed, boolean equal, boolean limited, double seconds) {
    private static final Path DATA = Path.of("..", "..", "shared", "data");
    private static final Path TESTS = Path.of("..", "python-workers", "tests");
    private static final String MODULE = "verdicts.judged";
    /** What the box before the last one holds; not a reference. */
    private static final String EARLIER = "?";

    private static final ObjectMapper json = new ObjectMapper();

    /**
     * Pairs for a number of references with a number of answers each, or fewer if not so many can be made; always the
     * same ones.
     */
    static List<JudgedPair> of(int references, int answers) throws IOException, InterruptedException {
        assumeTrue(Files.isDirectory(DATA), "../shared/data lies beside the checkout");
        ProcessBuilder script = new ProcessBuilder(
                        RealPython.python().toString(),
                        "-m",
                        MODULE,
                        DATA.toAbsolutePath().toString(),
                        Integer.toString(references),
                        Integer.toString(answers))
                .directory(TESTS.toFile());
        Process process = script.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<JudgedPair> pairs = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                pairs.add(json.readValue(line, JudgedPair.class));
            }
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(MODULE + " failed; its error stands above");
        }
        return pairs;
    }

    /** A completion whose last box holds the answer, if that box ends. */
    String completion() {
        return "First \\boxed{" + EARLIER + "}, then more steps; the final answer is \\boxed{" + answer + "}.";
    }
}
