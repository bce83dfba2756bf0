package dev.cairn.problems.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Real users' files, if they are next to the checkout: what is read from each, and what is refused. */
class ReviewedFilesTest {
    private static final Path FILES = Path.of("..", "..", "shared", "review", "files");
    private static final List<String> GSM8K = List.of("23", "84", "12.5");

    private static Map<String, List<String>> answers() {
        Map<String, List<String>> table = new LinkedHashMap<>();
        table.put("01_bom.jsonl", GSM8K);
        table.put("02_bom_array.json", List.of("42", "4.5"));
        table.put("04_crlf.jsonl", GSM8K);
        table.put("06_line_separators_inside.jsonl", List.of("13", "5", "4"));
        table.put("07_array_of_gsm8k.json", GSM8K);
        table.put("08_one_math_object_pretty.json", List.of("81"));
        table.put("10_gsm8k_marks.jsonl", List.of("2436", "7", "-3", "18", "16", "3, 4", "25%"));
        table.put("12_math_box_without_braces.jsonl", List.of("2", "81"));
        table.put("14_math_two_boxes.jsonl", List.of("-3", "6"));
        table.put(
                "16_numbers_as_numbers.jsonl",
                List.of(
                        "18",
                        "0.0005",
                        "12500000.5",
                        "10000000000000000000000",
                        "12345678901234567891",
                        "0.12345678901234567891",
                        "2.50",
                        "3.0"));
        table.put("17_math_list_answer.jsonl", List.of("4, -4", "2"));
        table.put("19_olympiad_lists.jsonl", List.of("5, -5", "90^{\\circ}, 60^{\\circ}", "69, 84", "7"));
        table.put("20_olympiad_unit_and_error.jsonl", List.of("3.7", "19.6"));
        table.put("25_no_id.jsonl", List.of("17", "9"));
        table.put("28_gzip.jsonl", GSM8K);
        table.put("31_table.csv", List.of("10", "12"));
        table.put("36_null_answers.jsonl", List.of("16", "20", "24"));
        table.put("40_two_arrays.json", List.of("42", "4.5"));
        table.put("48_answer_still_boxed.jsonl", List.of("25", "30", "35", "40"));
        table.put("49_numina_sentinels.jsonl", List.of("72"));
        return table;
    }

    private static Map<String, String> refusals() {
        Map<String, String> table = new LinkedHashMap<>();
        table.put("21_harp_proofs.jsonl", ": none of its 1 records has an answer that can be checked");
        table.put("23_capital_fields.jsonl", ", line 1: no known format");
        table.put("26_same_text_twice.jsonl", ", line 5: its question is already in line 2, with another answer");
        table.put("27_same_id_twice.jsonl", ", line 2: its id is already used in line 1");
        table.put("32_utf16.jsonl", ": is UTF-16 text");
        table.put("34_lone_surrogate.jsonl", ", line 1: the field \"question\" contains half of a surrogate pair");
        table.put("35_nan.jsonl", ", line 1: NaN");
        table.put("37_same_key_twice.jsonl", ", line 1: a field occurs twice");
        table.put("43_cut_last_line.jsonl", ", line 3: ");
        table.put("45_blank.jsonl", ": is empty");
        table.put("47_single_backslashes.jsonl", ", line 1: the field \"answer\" contains a control character");
        return table;
    }

    @TestFactory
    List<DynamicTest> everyFileEndsAsItShould() {
        assumeTrue(Files.isDirectory(FILES), "../shared/review/files lies beside the checkout");
        List<DynamicTest> tests = new ArrayList<>();
        answers()
                .forEach((name, answers) -> tests.add(DynamicTest.dynamicTest(
                        name,
                        () -> assertThat(read(name).problems())
                                .extracting(read -> read.problem().answer())
                                .containsExactlyElementsOf(answers))));
        refusals()
                .forEach((name, words) -> tests.add(DynamicTest.dynamicTest(name, () -> {
                    ProblemFileException refusal = catchThrowableOfType(ProblemFileException.class, () -> read(name));
                    assertThat(refusal).as("is refused").isNotNull();
                    assertThat(refusal.getMessage()).startsWith(name + words).doesNotContain("\n");
                })));
        tests.add(DynamicTest.dynamicTest("38_huge_question.jsonl", () -> {
            ProblemFile huge = read("38_huge_question.jsonl");
            assertThat(huge.problems()).hasSize(2);
            assertThat(huge.warnings().first()).hasSize(1);
        }));
        return tests;
    }

    private static ProblemFile read(String name) {
        return ProblemFileReader.read(FILES.resolve(name), name, ReadOptions.detect());
    }
}
