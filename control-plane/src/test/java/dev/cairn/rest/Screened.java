package dev.cairn.rest;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** Experiments with a hard set, whose rows are written by hand, since nothing is carried out in tests of the API. */
final class Screened {
    private Screened() {}

    /** The id of a new experiment with two problems to train on and one held out. */
    static int experiment() {
        int id = given().contentType(ContentType.JSON)
                .body(Map.of("preset", "chains"))
                .post("/api/v1/experiments")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        String url = ConfigProvider.getConfig().getValue(DatabaseResource.OWNER_URL, String.class);
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            String run = "(select id from run where name = 'screen' and experiment_id = " + id + ")";
            statement.execute("insert into run_owner values (" + run + ", 'me', 1)");
            statement.execute("insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, started_at)"
                    + " values (" + run + ", 'split', 1, 1, 'me', '{}', 0, now())");
            statement.execute("insert into hard_set (run_id, half, ordinal, problem, unit) values (" + run
                    + ", 'train', 0, 'p0', 'split'), (" + run + ", 'train', 1, 'p1', 'split'), (" + run
                    + ", 'test', 0, 'p2', 'split')");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return id;
    }
}
