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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Section 3 of the architecture, as a test: which package may use which. */
class ArchitectureTest {
    /** Raised as the code grows, so that the rules can't pass on nothing. */
    private static final int FLOOR = 60;

    private static final List<String> ALL_BELOW_REST = List.of(
            "soar",
            "platform",
            "artifacts",
            "problems",
            "experiments",
            "lists",
            "queue",
            "ledger",
            "vllm",
            "bridge",
            "fleet",
            "runs",
            "history",
            "reports",
            "access",
            "verdicts");

    /** What each package may use of the others; what a used package may use is allowed too. */
    private static final Map<String, List<String>> MAY_USE = mayUse();

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.cairn");

    private static Map<String, List<String>> mayUse() {
        Map<String, List<String>> table = new LinkedHashMap<>();
        table.put("soar", List.of());
        table.put("platform", List.of());
        table.put("artifacts", List.of("platform", "soar"));
        table.put("problems", List.of("soar", "platform"));
        table.put("experiments", List.of("soar", "problems"));
        table.put("lists", List.of("experiments"));
        table.put("queue", List.of("experiments"));
        table.put("ledger", List.of("soar", "artifacts"));
        table.put("vllm", List.of("soar", "platform"));
        table.put("bridge", List.of("soar", "platform"));
        table.put("fleet", List.of("vllm", "bridge", "artifacts"));
        table.put(
                "runs",
                List.of(
                        "soar",
                        "platform",
                        "artifacts",
                        "problems",
                        "experiments",
                        "queue",
                        "ledger",
                        "vllm",
                        "bridge",
                        "fleet"));
        table.put("history", List.of("platform"));
        table.put("access", List.of());
        table.put("reports", List.of("soar", "experiments", "ledger"));
        table.put("verdicts", List.of("soar", "platform", "bridge"));
        table.put("cli", List.of("verdicts", "access", "experiments", "problems", "queue", "reports", "runs"));
        table.put("metrics", List.of("runs", "fleet", "queue", "experiments", "soar"));
        table.put("health", List.of("runs", "fleet"));
        table.put("rest", ALL_BELOW_REST);
        return table;
    }

    @Test
    void seesTheWholeApplication() {
        assertThat(CLASSES).hasSizeGreaterThanOrEqualTo(FLOOR);
        assertThat(CLASSES.stream()
                        .map(ArchitectureTest::feature)
                        .filter(feature -> !feature.isEmpty())
                        .distinct())
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
    void theAlgorithmIsPlainJava() {
        classes()
                .that()
                .resideInAPackage(inside("soar"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "java..", "org.jspecify..", "jakarta.validation.constraints..", inside("soar"))
                        .or(DescribedPredicate.describe(
                                "jakarta.validation.Valid",
                                type -> type.getName().equals("jakarta.validation.Valid"))))
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
    void onlyMetricsAndTheWiringKnowMicrometer() {
        noClasses()
                .that()
                .resideOutsideOfPackages(inside("metrics"), "dev.cairn")
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
                        inside("soar"), inside("platform"), inside("artifacts"), inside("vllm"), inside("bridge"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.quarkus..", "jakarta.enterprise..", "jakarta.inject..", "org.hibernate.."))
                .check(CLASSES);
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

    /** The part of a package's name after {@code dev.cairn}; empty for the boot classes, which wire and use all. */
    private static String feature(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.", -1);
        return parts.length > 2 ? parts[2] : "";
    }
}
