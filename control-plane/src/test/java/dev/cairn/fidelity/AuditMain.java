package dev.cairn.fidelity;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Audits a finished soar, sample or train run of any database: {@code AuditMain <JDBC URL> <user> <password> <run>}. */
final class AuditMain {
    private AuditMain() {}

    public static void main(String[] arguments) throws SQLException {
        if (arguments.length != 4) {
            System.err.println("usage: AuditMain <JDBC URL> <user> <password> <run>");
            System.exit(2);
        }
        try (Connection database = DriverManager.getConnection(arguments[0], arguments[1], arguments[2])) {
            Disagreements found = audit(database, Long.parseLong(arguments[3]));
            System.exit(found.found().isEmpty() ? 0 : 1);
        }
    }

    private static Disagreements audit(Connection database, long run) throws SQLException {
        return switch (kind(database, run)) {
            case "sample" -> printed(SampleAudit.of(database, run), List.of());
            case "train" -> printed(TrainAudit.of(database, run), List.of());
            default -> {
                RowsAudit.Report report = RowsAudit.of(database, run);
                yield printed(report.disagreements(), report.promotedSets());
            }
        };
    }

    private static String kind(Connection database, long run) throws SQLException {
        try (PreparedStatement select = database.prepareStatement("select kind from run where id = ?")) {
            select.setLong(1, run);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    private static Disagreements printed(Disagreements disagreements, List<String> promotedSets) {
        PrintStream out = System.out;
        disagreements.found().forEach(out::println);
        disagreements.compared().forEach((column, count) -> out.printf("%9d  %s%n", count, column));
        int compared = disagreements.compared().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        out.printf(
                "%d values compared, %d disagreements%n",
                compared, disagreements.found().size());
        if (!promotedSets.isEmpty()) {
            out.printf("promoted sets (t/k): %s%n", promotedSets);
        }
        return disagreements;
    }
}
