package dev.cairn.problems;

import dev.cairn.grading.AnswerComparison;
import dev.cairn.problems.files.ProblemFormat;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of the table problem_set. After it is stored only its name changes. */
@Entity
@Table(name = "problem_set")
class ProblemSetRow {
    private static final String BUILT_IN = "builtin";
    private static final String UPLOAD = "upload";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    String name;

    /** The source of older sets. */
    @Column(updatable = false)
    String source;

    @Column(updatable = false)
    @Enumerated(EnumType.STRING)
    ProblemFormat format;

    @Column(updatable = false)
    @Enumerated(EnumType.STRING)
    AnswerComparison comparison;

    @Column(updatable = false)
    int problems;

    @Column(updatable = false)
    int skipped;

    @Column(updatable = false)
    int warnings;

    @Column(name = "file_sha256", updatable = false)
    @Nullable
    String fileSha256;

    @Column(name = "file_bytes", updatable = false)
    @Nullable
    Long fileBytes;

    @Column(name = "sha256", updatable = false)
    String contentSha256;

    @Column(name = "created_by", updatable = false)
    @Nullable
    String createdBy;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected ProblemSetRow() {}

    ProblemSetRow(NewProblemSet set, String contentSha256, Instant now) {
        NewProblemSet.Original file = set.file();
        this.name = set.name();
        this.source = set.builtIn() ? BUILT_IN : UPLOAD;
        this.format = set.format();
        this.comparison = set.comparison();
        this.problems = set.problems().size();
        this.skipped = set.skipped();
        this.warnings = set.warnings();
        this.fileSha256 = file == null ? null : file.sha256();
        this.fileBytes = file == null ? null : file.bytes();
        this.contentSha256 = contentSha256;
        this.createdBy = set.createdBy();
        this.createdAt = now;
    }

    ProblemSet shown() {
        return new ProblemSet(
                Objects.requireNonNull(id),
                name,
                source.startsWith(BUILT_IN),
                format,
                comparison,
                problems,
                skipped,
                warnings,
                fileSha256,
                fileBytes,
                contentSha256,
                createdBy,
                createdAt);
    }
}
