package dev.cairn.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.platform.Database;
import dev.cairn.platform.Home;
import dev.cairn.platform.HomeLock;
import dev.cairn.platform.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Records a new trace: every completion of a student in a finished experiment, with its reference answer. */
@Command(name = "record", mixinStandardHelpOptions = true)
public final class TraceRecorder implements Callable<Integer> {
    /** A trial's questions are the teacher's, all other ones are problems. */
    private static final String COMPLETIONS = """
        select t.text, coalesce(q.answer, p.answer)
        from rollout r
        join rollout_text t on t.run_id = r.run_id and t.unit = r.unit and t.ordinal = r.ordinal
        join run on run.id = r.run_id
        join experiment e on e.id = run.experiment_id
        left join question q on r.purpose = 'TRAIN' and q.run_id = r.run_id
            and q.t = substring(r.unit from '^t/([0-9]+)/')::int and q.k || '.' || q.i = r.problem_id
        left join problem p on p.problem_set_id = e.problem_set_id and p.id = r.problem_id
        where r.purpose not in ('WRITE', 'WRITE_ANSWER')
        order by r.run_id, r.unit, r.ordinal\
        """;

    @Option(names = "--home", required = true, description = "HOME of the run, which has ended")
    private Path home = Path.of("");

    @Option(names = "--out", required = true, description = "file to write")
    private Path out = Path.of("");

    public static void main(String... arguments) {
        BenchOptions.run(new TraceRecorder(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        Home found = Home.at(home);
        try (HomeLock _ = HomeLock.take(found);
                LocalPostgres postgres = LocalPostgres.start(found, Clock.systemUTC())) {
            List<Trace> trace = read(postgres.database());
            write(trace);
            System.out.printf("%d completions written to %s%n", trace.size(), out);
        }
        return 0;
    }

    private static List<Trace> read(Database database) throws SQLException {
        List<Trace> trace = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.appUser(), database.appPassword());
                ResultSet row = connection.createStatement().executeQuery(COMPLETIONS)) {
            while (row.next()) {
                trace.add(new Trace(row.getString(1), row.getString(2)));
            }
        }
        return trace;
    }

    private void write(List<Trace> trace) throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        List<String> lines = new ArrayList<>();
        for (Trace entry : trace) {
            lines.add(json.writeValueAsString(entry));
        }
        Files.write(out, lines);
    }
}
