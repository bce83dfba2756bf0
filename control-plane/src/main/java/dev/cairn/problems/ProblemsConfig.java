package dev.cairn.problems;

import dev.cairn.problems.files.FileLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How large a problem file may be. */
@ConfigMapping(prefix = "cairn.problems")
interface ProblemsConfig {
    /** Of an upload. */
    @WithDefault("268435456")
    long maxBytes();

    /** Of an upload's content, after gzip. */
    @WithDefault("1073741824")
    long maxUnpackedBytes();

    /** Characters of one record. */
    @WithDefault("1000000")
    int maxRecordLength();

    /** Records of one file. */
    @WithDefault("1000000")
    int maxRecords();

    /** All of them. */
    default ProblemUploads.Limits limits() {
        return new ProblemUploads.Limits(
                maxBytes(), new FileLimits(maxUnpackedBytes(), maxRecordLength(), maxRecords()));
    }
}
