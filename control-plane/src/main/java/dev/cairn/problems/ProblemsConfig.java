package dev.cairn.problems;

import dev.cairn.problems.files.FileLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits on the size of a problem file. */
@ConfigMapping(prefix = "cairn.problems")
interface ProblemsConfig {
    /** Bytes of an upload. */
    @WithDefault("268435456")
    long maxBytes();

    /** Bytes of an upload after unpacking gzip. */
    @WithDefault("1073741824")
    long maxUnpackedBytes();

    /** Characters of one record. */
    @WithDefault("1000000")
    int maxRecordLength();

    /** Records of one file. */
    @WithDefault("1000000")
    int maxRecords();

    /** All limits. */
    default ProblemUploads.Limits limits() {
        return new ProblemUploads.Limits(
                maxBytes(), new FileLimits(maxUnpackedBytes(), maxRecordLength(), maxRecords()));
    }
}
