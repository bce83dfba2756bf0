package dev.cairn.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Answers of queries as files by a link, and the questions that come with Cairn. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
final class DownloadApiTest {
    private static final String DOWNLOAD = "/api/v1/history:download";

    @Test
    void aLinkGivesAFileWithItsName() {
        assertThat(given().queryParam("sql", "select :a + 1 as b")
                        .queryParam("parameters", "{\"a\": 1}")
                        .queryParam("fileName", "next")
                        .get(DOWNLOAD)
                        .then()
                        .statusCode(200)
                        .header("Content-Disposition", "attachment; filename=\"next.csv\"")
                        .contentType("text/csv")
                        .extract()
                        .asString())
                .isEqualTo("b\r\n2\r\n");
        for (String format : List.of("ndjson", "json", "parquet", "arrow")) {
            given().queryParam("sql", "select 1 as b")
                    .queryParam("format", format)
                    .get(DOWNLOAD)
                    .then()
                    .statusCode(200)
                    .header("Content-Disposition", "attachment; filename=\"answer." + format + "\"");
        }
        given().queryParam("sql", "select 1 as b").head(DOWNLOAD).then().statusCode(200);
    }

    @Test
    void whatCannotBeAskedIsNamed() {
        given().get(DOWNLOAD).then().statusCode(422).body("errors[0].field", equalTo("sql"));
        given().queryParam("sql", "select 1")
                .queryParam("format", "xls")
                .get(DOWNLOAD)
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("format"))
                .body("errors[0].allowed", equalTo("json, ndjson, csv, arrow, parquet"));
        for (String wrong : List.of("[1]", "{", "null")) {
            given().queryParam("sql", "select 1")
                    .queryParam("parameters", wrong)
                    .get(DOWNLOAD)
                    .then()
                    .statusCode(422)
                    .body("errors[0].field", equalTo("parameters"));
        }
        given().queryParam("sql", "select 1")
                .queryParam("fileName", "a\"b")
                .get(DOWNLOAD)
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("fileName"));
        given().queryParam("sql", "selec 1").get(DOWNLOAD).then().statusCode(400);
    }

    @Test
    void everyQuestionOfTheCookbookIsListed() throws IOException {
        List<String> files;
        try (Stream<Path> all = Files.list(Path.of("..", "schemas", "cookbook"))) {
            files = all.map(file -> file.getFileName().toString().replace(".sql", ""))
                    .sorted()
                    .toList();
        }
        given().get("/api/v1/history/cookbook")
                .then()
                .statusCode(200)
                .body("items.name", equalTo(files))
                .body("items.find { it.name == '18-seeds-compared' }.parameters.name", hasItem("name"))
                .body("items.find { it.name == '18-seeds-compared' }.parameters[0].example", equalTo("chains"))
                .body(
                        "items.every { it.question.endsWith('.') || it.question.endsWith('?') || it.question.endsWith(')') }",
                        equalTo(true))
                .body("items.every { !it.sql.contains('-- Index:') && it.sql.contains('select') }", equalTo(true));
    }
}
