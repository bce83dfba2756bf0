package dev.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.Ticker;
import dev.cairn.fleet.ModelDirectories;
import dev.cairn.grading.AnswerComparison;
import dev.cairn.ports.PortException;
import dev.cairn.problems.FileCheck;
import dev.cairn.problems.ProblemPreviews;
import dev.cairn.problems.ProblemSetPreview;
import dev.cairn.problems.ProblemUploads;
import dev.cairn.problems.PythonFileCheck;
import dev.cairn.problems.UploadedFile;
import dev.cairn.problems.files.FieldMapping;
import dev.cairn.problems.files.ProblemFileException;
import dev.cairn.problems.files.ProblemFormat;
import dev.cairn.problems.files.ReadOptions;
import dev.cairn.submissions.ModelFits;
import dev.cairn.verdicts.BothVerdicts;
import dev.cairn.verdicts.GraderProcess;
import dev.cairn.verdicts.VerdictQuery;
import dev.cairn.verdicts.VerdictService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The commands that {@code ops/cairn} executes without a running Cairn: verdicts and previews of problem files, with
 * the same classes and JSON as over REST, and without a database.
 *
 * <p>Reads a JSON object per line from standard input and answers each with one on standard output.
 */
public final class LocalCommand {
    private static final int REFUSED = 2;
    private static final Duration CHECK_LIMIT = Duration.ofMinutes(2);

    private final ObjectMapper json = new ObjectMapper().registerModules(new Jdk8Module(), new JavaTimeModule());
    private final PrintStream out;
    private final PrintStream errors;

    public LocalCommand(PrintStream out, PrintStream errors) {
        this.out = out;
        this.errors = errors;
    }

    /**
     * Runs {@code verdicts} or {@code preview} over standard input.
     *
     * @return exit status: 0, or 2 if something was refused
     */
    public int run(String command) {
        Path python = Path.of(System.getenv("CAIRN_PYTHON"));
        Path workers = Path.of(System.getenv("CAIRN_WORKERS"));
        try (GraderProcess grader = new GraderProcess(python, workers, Ticker.system());
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            VerdictService service = new VerdictService(grader);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode request = json.readTree(line);
                Object answer = switch (command) {
                    case "verdicts" -> Map.of("items", verdicts(service, request));
                    case "preview" -> preview(new PythonFileCheck(python, workers, CHECK_LIMIT), workers, request);
                    default -> throw new IllegalArgumentException("local takes verdicts or preview");
                };
                out.println(json.writeValueAsString(answer));
                out.flush();
            }
            return 0;
        } catch (ProblemFileException | InvalidInputException | PortException | IllegalArgumentException e) {
            errors.println("cairn: error: " + e.getMessage());
            return REFUSED;
        } catch (IOException e) {
            errors.println("cairn: error: can't be read: " + e.getMessage());
            return REFUSED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return REFUSED;
        }
    }

    private static List<BothVerdicts> verdicts(VerdictService service, JsonNode request) throws InterruptedException {
        List<VerdictQuery> asked = new ArrayList<>();
        for (JsonNode item : request.path("items")) {
            asked.add(VerdictQuery.of(
                    text(item, "id"),
                    text(item, "reference"),
                    text(item, "answer"),
                    text(item, "completion"),
                    item.hasNonNull("tolerance")
                            ? (Double) item.path("tolerance").asDouble()
                            : null));
        }
        return service.judge(asked);
    }

    private ProblemSetPreview preview(FileCheck check, Path workers, JsonNode request)
            throws IOException, InterruptedException {
        Path path = Path.of(request.path("path").asText());
        String format = text(request, "format");
        String comparison = text(request, "comparison");
        String model = text(request, "model");
        return new ProblemPreviews(check)
                .of(
                        UploadedFile.of(path, request.path("file").asText(path.toString())),
                        new ReadOptions(
                                format == null ? ProblemFormat.AUTO : ProblemFormat.valueOf(format),
                                new FieldMapping(
                                        text(request, "question"), text(request, "answer"), text(request, "id")),
                                ProblemUploads.Limits.defaults().file()),
                        comparison == null ? AnswerComparison.MATHS : AnswerComparison.valueOf(comparison),
                        model == null
                                ? null
                                : new ModelFits(new ModelDirectories(workers, models()), json)
                                        .of(model, number(request, "maxTokens"), number(request, "maxModelLength")));
    }

    /** The directory of models that {@code ops/run} exported. */
    private static Path models() {
        String given = System.getenv("CAIRN_MODELS");
        String cache = System.getenv("XDG_CACHE_HOME");
        return given != null
                ? Path.of(given)
                : (cache == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache))
                        .resolve("cairn/models");
    }

    private static @Nullable Integer number(JsonNode item, String field) {
        return item.hasNonNull(field) ? (Integer) item.path(field).asInt() : null;
    }

    private static @Nullable String text(JsonNode item, String field) {
        return item.hasNonNull(field) ? item.path(field).asText() : null;
    }
}
