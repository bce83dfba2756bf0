package dev.cairn.fidelity;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Audits a finished SOAR run of any database: {@code AuditMain <JDBC URL> <user> <password> <run>}. */
final class AuditMain {
    private AuditMain() {}

    public static void main(String[] arguments) throws SQLException {
        if (arguments.length != 4) {
            System.err.println("usage: AuditMain <JDBC URL> <user> <password> <run>");
            System.exit(2);
        }
        try (Connection database = DriverManager.getConnection(arguments[0], arguments[1], arguments[2])) {
            RowsAudit.Report report = RowsAudit.of(database, Long.parseLong(arguments[3]));
            print(report, System.out);
            System.exit(report.disagreements().found().isEmpty() ? 0 : 1);
        }
    }

    private static void print(RowsAudit.Report report, PrintStream out) {
        report.disagreements().found().forEach(out::println);
        report.disagreements().compared().forEach((column, count) -> out.printf("%9d  %s%n", count, column));
        int compared = report.disagreements().compared().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        out.printf(
                "%d values compared, %d disagreements; promoted sets (t/k): %s%n",
                compared, report.disagreements().found().size(), report.promotedSets());
    }
}
