package dev.cairn;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tests which package may use which (docs/architecture.md). */
class ArchitectureTest {
    /** Raised as the code grows, so that the rules cannot pass on an empty set of classes. */
    private static final int FLOOR = 900;

    /** Types in one package, nested ones not counted. */
    private static final int LARGEST_PACKAGE = 45;

    /** Lines of one file. */
    private static final int LONGEST_FILE = 240;

    private static final String[] ALGORITHM = {inside("soar"), inside("ports"), inside("settings"), inside("grading")};

    /** What each package may use of the others; what a used package may use is allowed too. */
    private static final Map<String, List<String>> MAY_USE = mayUse();

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.cairn");

    private static Map<String, List<String>> mayUse() {
        Map<String, List<String>> table = new LinkedHashMap<>();
        table.put("base", List.of());
        table.put("ids", List.of());
        table.put("config", List.of());
        table.put("platform", List.of("base", "jdbc"));
        table.put("jdbc", List.of("base"));
        table.put("access", List.of("jdbc", "platform"));
        table.put("settings", List.of());
        table.put("ports", List.of("settings"));
        table.put("grading", List.of("ports", "settings"));
        table.put("soar", List.of("base", "ports", "settings", "grading"));
        table.put("events", List.of("ids", "jdbc"));
        table.put("spec", List.of("base", "settings"));
        table.put("experiments", List.of("ids", "spec", "events", "jdbc", "ports"));
        table.put("artifacts", List.of("ports", "platform"));
        table.put("problems", List.of("jdbc", "ports", "grading", "platform", "config"));
        table.put("vllm", List.of("ports", "platform"));
        table.put("bridge", List.of("ports", "settings", "platform"));
        table.put("fleet", List.of("jdbc", "vllm", "bridge", "artifacts", "config"));
        table.put("ledger", List.of("ids", "jdbc", "ports", "settings", "grading", "artifacts", "events"));
        table.put("results", List.of("ids", "jdbc", "ports", "settings", "grading"));
        table.put("history", List.of("ids", "jdbc", "access"));
        table.put("export", List.of("history"));
        table.put("lists", List.of("ids", "jdbc", "spec", "experiments"));
        table.put("views", List.of("lists"));
        table.put("retention", List.of("ids", "jdbc", "spec", "artifacts", "experiments"));
        table.put("queue", List.of("ids", "jdbc", "ports", "experiments", "platform", "config"));
        table.put("submissions", List.of("spec", "jdbc", "platform", "experiments", "problems", "fleet"));
        table.put("verdicts", List.of("grading", "bridge", "config"));
        table.put("reports", List.of("soar", "results", "experiments"));
        table.put("logs", List.of("ids", "jdbc", "experiments", "platform"));
        table.put(
                "runs", List.of("soar", "artifacts", "problems", "experiments", "queue", "ledger", "results", "fleet"));
        table.put("cli", List.of("submissions", "verdicts", "access", "reports", "runs"));
        table.put("metrics", List.of("runs", "retention"));
        table.put("health", List.of("runs"));
        table.put("overview", List.of("submissions", "reports", "queue", "fleet"));
        table.put("boot", List.of("cli", "metrics", "history", "retention"));
        table.put(
                "rest",
                List.of(
                        "submissions",
                        "verdicts",
                        "access",
                        "lists",
                        "views",
                        "history",
                        "export",
                        "retention",
                        "reports",
                        "logs",
                        "health",
                        "overview",
                        "runs"));
        return table;
    }

    @Test
    void seesTheWholeApplication() {
        assertThat(CLASSES).hasSizeGreaterThanOrEqualTo(FLOOR);
        assertThat(CLASSES.stream().map(ArchitectureTest::feature).distinct())
                .as("a new package needs a row in the table of allowed uses")
                .isSubsetOf(MAY_USE.keySet());
    }

    @TestFactory
    List<DynamicTest> packagesUseOnlyWhatTheyMay() {
        List<DynamicTest> tests = new ArrayList<>();
        MAY_USE.forEach((feature, allowed) -> tests.add(DynamicTest.dynamicTest(
                feature,
                () -> classes()
                        .that()
                        .resideInAPackage(inside(feature))
                        .should()
                        .onlyDependOnClassesThat(
                                withAllOf(feature).or(DescribedPredicate.not(resideInAPackage("dev.cairn.."))))
                        .because("it may use only %s (architecture, section 3)".formatted(allowed))
                        .allowEmptyShould(true)
                        .check(CLASSES))));
        return tests;
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.cairn.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void packagesStaySmallEnoughToKnow() throws IOException {
        Map<String, Long> types = CLASSES.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> type.getSource().isPresent())
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .filter(type -> !type.getSimpleName().endsWith("_"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(types).allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(LARGEST_PACKAGE));
        assertThat(sources("src/main/java"))
                .allSatisfy(file -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(LONGEST_FILE));
    }

    @Test
    void theAlgorithmIsPlainJava() {
        classes()
                .that()
                .resideInAnyPackage(ALGORITHM)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("java..", "org.jspecify..", "jakarta.validation.constraints..")
                                .or(resideInAnyPackage(ALGORITHM))
                                .or(resideInAPackage(inside("base")))
                                .or(DescribedPredicate.describe(
                                        "jakarta.validation.Valid",
                                        type -> type.getName().equals("jakarta.validation.Valid"))))
                .check(CLASSES);
    }

    @Test
    void onlyTheJdbcLayerPreparesStatementsAndOpensConnections() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("jdbc"))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "java.sql.PreparedStatement or javax.sql.DataSource",
                        type -> Set.of("java.sql.PreparedStatement", "javax.sql.DataSource")
                                .contains(type.getName())))
                .check(CLASSES);
    }

    @Test
    void onlyTheJdbcLayerOpensSessions() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("jdbc"))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "a factory or a session that keeps entities",
                        type -> Set.of(
                                        "org.hibernate.SessionFactory",
                                        "org.hibernate.Session",
                                        "jakarta.persistence.EntityManagerFactory",
                                        "jakarta.persistence.EntityManager")
                                .contains(type.getName())))
                .check(CLASSES);
    }

    @Test
    void entitiesStayInTheirRoomAndNothingElseIsMapped() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .bePackagePrivate()
                .andShould()
                .haveSimpleNameEndingWith("Row")
                .check(CLASSES);
        noClasses()
                .that()
                .areNotAnnotatedWith(Entity.class)
                .and()
                .haveSimpleNameNotEndingWith("_")
                .and()
                .resideOutsideOfPackage(inside("jdbc"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("jakarta.persistence..", "org.hibernate.annotations.."))
                .check(CLASSES);
    }

    @Test
    void onlyTheGatewaysSpeakToEnginesAndPython() {
        noClasses()
                .that()
                .resideOutsideOfPackages(inside("vllm"), inside("bridge"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("okhttp3..", "okio.."))
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("bridge"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("jep.."))
                .check(CLASSES);
    }

    @Test
    void onlyMetricsKnowsMicrometer() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("metrics"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.micrometer.."))
                .check(CLASSES);
    }

    @Test
    void onlyRestKnowsServerSideHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("rest"))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("jakarta.ws.rs..", "io.vertx.ext.web..", "org.jboss.resteasy.."))
                .check(CLASSES);
    }

    @Test
    void theGroundFloorHasNoFramework() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        inside("soar"),
                        inside("settings"),
                        inside("ports"),
                        inside("grading"),
                        inside("platform"),
                        inside("artifacts"),
                        inside("vllm"),
                        inside("bridge"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.quarkus..", "jakarta.enterprise..", "jakarta.inject..", "org.hibernate.."))
                .check(CLASSES);
    }

    @Test
    void oneLoggerApi() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(System.Logger.class)
                .check(CLASSES);
    }

    @Test
    void localVariablesShowTheirTypes() throws IOException {
        List<Path> sources = new ArrayList<>(sources("src/main/java"));
        sources.addAll(sources("src/test/java"));
        assertThat(sources)
                .hasSizeGreaterThan(FLOOR)
                .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainPattern("\\bvar [a-z]\\w* [=:]"));
    }

    private static List<Path> sources(String root) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(root))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static DescribedPredicate<JavaClass> withAllOf(String feature) {
        List<String> packages = new ArrayList<>();
        collect(feature, packages);
        return resideInAnyPackage(
                packages.stream().map(ArchitectureTest::inside).toArray(String[]::new));
    }

    private static void collect(String feature, List<String> into) {
        if (!into.contains(feature)) {
            into.add(feature);
            for (String used : MAY_USE.getOrDefault(feature, List.of())) {
                collect(used, into);
            }
        }
    }

    private static String inside(String feature) {
        return "dev.cairn." + feature + "..";
    }

    /** The part of a package's name after {@code dev.cairn}; empty for a class outside any room. */
    private static String feature(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.", -1);
        return parts.length > 2 ? parts[2] : "";
    }
}
